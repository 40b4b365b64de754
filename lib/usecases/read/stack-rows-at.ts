/** Stacks as they stood at a moment of the past: their versions, and the grants that were open on EC2 then. */
import { z } from "zod";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database, Transaction } from "../ports.ts";
import type { StackRow } from "./stack-rows.ts";

/** For a query: grants that were open on EC2 at a moment of the past. */
export const liveAt = (at: Date) => ({
  openedAt: { lte: at },
  OR: [{ endedAt: null }, { endedAt: { gt: at } }],
});

const standingSchema = z.array(z.object({ sourceId: z.uuid(), reviewAt: z.iso.date() }));

/**
 * The version in force at `at`; of a stack whose versions were not kept yet then, the oldest that is kept: nothing is
 * known that is nearer.
 */
async function versionsAt(db: Database | Transaction, at: Date, name: string | undefined) {
  const stacks = await db.stack.findMany({
    // One that is asked for by its name is shown even before it was described here: beside its oldest model.
    where: name === undefined ? { createdAt: endedBy(at) } : { name },
    orderBy: { name: "asc" },
    include: {
      scope: true,
      versions: {
        where: { OR: [{ validUntil: null }, { validUntil: { gt: at } }] },
        orderBy: { validFrom: "asc" },
        take: 1,
        include: { team: true, pattern: true },
      },
      grants: { where: liveAt(at), include: { source: true, person: true }, orderBy: { endsAt: "asc" } },
    },
  });
  return stacks.flatMap(({ versions, ...stack }) =>
    versions[0]?.inUse === true ? [{ stack, version: versions[0] }] : [],
  );
}

/** Every stack in use at `at`, or the one of this name, by name. */
export async function stackRowsAt(
  db: Database | Transaction,
  at: Date,
  name?: string,
): Promise<readonly StackRow[]> {
  const found = await versionsAt(db, at, name);
  const standing = new Map(
    found.map(({ stack, version }) => [stack.id, standingSchema.parse(version.standing)]),
  );
  const sources = await db.source.findMany({
    where: { id: { in: [...standing.values()].flatMap((list) => list.map(({ sourceId }) => sourceId)) } },
    include: { owner: true },
  });
  return found.map(({ stack, version }): StackRow => {
    const { vpcId, teamId, team, patternId, pattern, yaml, bindings } = version;
    return {
      ...stack,
      vpcId,
      teamId,
      team,
      patternId,
      pattern,
      yaml,
      bindings,
      standing: (standing.get(stack.id) ?? []).flatMap(({ sourceId, reviewAt }) => {
        const source = sources.find(({ id }) => id === sourceId);
        return source === undefined
          ? []
          : [{ stackId: stack.id, sourceId, reviewAt: new Date(reviewAt), source }];
      }),
    };
  });
}
