/**
 * Which id EC2 gave to each group that a change has made: written in the journal, in the transaction that says the
 * step is done, and so before any step that speaks of the group.
 */
import { z } from "zod";
import type { BoundGroups } from "#lib/core/plan/new-group.ts";
import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { Database, Transaction } from "../ports.ts";

const madeSchema = z.object({ made: z.string() });

/** Writes the id under which EC2 keeps the group that a step has made. */
export async function writeMadeGroup(
  transaction: Transaction,
  stepId: string,
  attempt: number,
  groupId: string,
): Promise<void> {
  const sentence = `EC2 shows it as ${groupId}.`;
  await transaction.journalEntry.create({
    data: { stepId, kind: "read", attempt, body: { made: groupId, sentence } },
  });
}

/** Ids by what the plan of a change calls the groups it makes, in its order; only of those that are there by now. */
export async function boundGroups(db: Database | Transaction, changeId: string): Promise<BoundGroups> {
  const steps = await db.step.findMany({
    where: { changeId, operation: { path: ["action"], equals: "create-group" } },
    orderBy: { ordinal: "asc" },
    select: {
      operation: true,
      journal: { where: { kind: "read" }, orderBy: { id: "asc" }, select: { body: true } },
    },
  });
  return new Map(
    steps.flatMap(({ operation, journal }): [string, string][] => {
      const step = planStepSchema.parse(operation);
      if (step.action !== "create-group") return [];
      return journal.flatMap(({ body }) => {
        const read = madeSchema.safeParse(body);
        return read.success ? [[step.groupId, read.data.made]] : [];
      });
    }),
  );
}
