import { z } from "zod";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import { authorise } from "../people/authorise.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { whyStackStays } from "./stack-stays.ts";

export const retireStackInput = z.strictObject({ stackId: z.uuid() });

/** Stops looking after a stack. Its groups stay as they are; grants and open changes must have ended before. */
export const retireStack = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof retireStackInput>,
): Promise<Result<{ readonly retired: true }, Refusal>> =>
  loggedTransaction(deps, actor, "stack.retired", input, async (transaction) => {
    const { stackId } = input;
    const refusal = await authorise(transaction, actor, "edit-model");
    if (refusal) return fail(refusal);
    const stack = await transaction.stack.findUnique({ where: { id: stackId } });
    if (stack === null || stack.retiredAt !== null) return fail(ABSENT);
    const stays = await whyStackStays(transaction, stack);
    if (stays !== null) return fail(stays);
    await transaction.stack.update({
      where: { id: stackId },
      data: { retiredAt: await databaseTime(transaction), version: stack.version + 1 },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "stack.retired",
      subjects: { stackId },
      details: { name: stack.name },
    });
    return succeed({ retired: true });
  });
