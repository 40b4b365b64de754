/**
 * Does about rules that changed outside what was chosen for their stack: nothing more than was told, a change request
 * that puts them back, or putting them back without one, as often as was approved.
 */
import { ruleSchema } from "#lib/formats/change/stored-plan.ts";
import { stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import type { Transaction } from "../ports.ts";
import { putBack } from "./put-back.ts";
import { type DriftDeps, leave, type WaitingRule } from "./waiting-rule.ts";
import { watchOf } from "./watch-of.ts";

/** So many at once are somebody's work in hand, and for people to judge. */
const AT_MOST = 100;

/** Also those whose change went stale because EC2 changed again: nothing was done about them. */
const waiting = (transaction: Transaction, stackId: string) =>
  transaction.drift.findMany({
    where: {
      stackId,
      OR: [
        { answer: null },
        { putBack: { state: "stale" }, foundAt: { gt: new Date(Date.now() - 86_400_000) } },
      ],
    },
    orderBy: { id: "asc" },
  });

/** Of every stack of an account and Region; returns how many change requests it made. */
export async function answerDrift(deps: DriftDeps, scopeId: string): Promise<number> {
  const stacks = await deps.db.stack.findMany({
    where: {
      scopeId,
      drifts: { some: { OR: [{ answer: null }, { putBack: { state: "stale" } }] } },
    },
    select: { id: true },
    orderBy: { name: "asc" },
  });
  let made = 0;
  for (const { id } of stacks) made += (await answerForStack(deps, id)) ? 1 : 0;
  return made;
}

async function answerForStack(deps: DriftDeps, stackId: string): Promise<boolean> {
  const observation = await stackObservation(deps.db, stackId);
  return deps.db.$transaction(async (transaction) => {
    const watch = await watchOf(transaction, stackId);
    const rows = await waiting(transaction, stackId);
    const context = await stackContext(transaction, stackId);
    if (rows.length === 0) return false;
    if (watch.mode === "tell" || context === null || observation === null) {
      await leave(transaction, rows, "told");
      return false;
    }
    if (rows.length > AT_MOST) {
      await leave(
        transaction,
        rows,
        "left",
        `More than ${AT_MOST} rules changed at once: people judge them.`,
      );
      return false;
    }
    // What is being put back is finished first: its rules may be among these.
    const underWay = await transaction.changeRequest.count({
      where: { kind: "put-back", stackId, state: { in: ["approved", "applying", "unknown"] } },
    });
    if (underWay > 0) return false;
    const rules = rows.flatMap(({ id, groupId, ruleKey, change, rule }): WaitingRule[] => {
      const read = ruleSchema.safeParse(rule);
      if (!read.success) return [];
      return [{ id, groupId, ruleKey, change: change === "appeared" ? "appeared" : "gone", rule: read.data }];
    });
    const read = new Set(rules.map(({ id }) => id));
    await leave(
      transaction,
      rows.filter(({ id }) => !read.has(id)),
      "told",
    );
    return putBack(transaction, deps, { context, observation, watch, rules });
  });
}
