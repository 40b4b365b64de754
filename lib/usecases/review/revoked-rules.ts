/** The rules behind what a review revoked and its change takes away. */
import { findDoor } from "../access/door.ts";
import type { Transaction } from "../ports.ts";
import { stackModelsForEnds } from "../read/stack-model.ts";
import type { EndingRule, Leaving } from "./ending-steps.ts";

/** Standing sources as the rules of their stack's door. */
export async function standingRules(
  transaction: Transaction,
  standing: readonly { readonly stackId: string; readonly value: string }[],
): Promise<readonly EndingRule[]> {
  if (standing.length === 0) return [];
  const models = await stackModelsForEnds(transaction);
  return standing.flatMap(({ stackId, value }): EndingRule[] => {
    const model = models.find(({ id }) => id === stackId);
    const door = model === undefined ? null : findDoor(model.stack);
    return door === null ? [] : [{ ...door, stackId, peer: value, alreadyOpenBy: null }];
  });
}

const revokedBy = (transaction: Transaction, changeId: string) =>
  transaction.reviewRow.findMany({
    where: { changeId, decision: "revoke" },
    orderBy: { ordinal: "asc" },
    include: { grant: true, source: { select: { value: true } } },
  });

const standingOf = (rows: Awaited<ReturnType<typeof revokedBy>>) =>
  rows.flatMap(({ kind, stackId, source }) =>
    kind === "source" && stackId !== null && source !== null ? [{ stackId, value: source.value }] : [],
  );

/** Every rule that people approved to take away, whether or not its grant has ended by itself since. */
export async function everyRuleRevoked(
  transaction: Transaction,
  changeId: string,
): Promise<readonly EndingRule[]> {
  const rows = await revokedBy(transaction, changeId);
  const grants = rows.flatMap(({ grant }) => (grant === null ? [] : [grant]));
  return [...grants, ...(await standingRules(transaction, standingOf(rows)))];
}

/** Of the grants those that this change is to end; the others have ended by themselves. */
export async function rulesRevoked(
  transaction: Transaction,
  changeId: string,
): Promise<{ readonly rules: readonly EndingRule[]; readonly leaving: Leaving }> {
  const rows = await revokedBy(transaction, changeId);
  const standing = standingOf(rows);
  const grants = rows.flatMap(({ grant }) =>
    grant !== null && grant.state === "ending" && grant.endChangeId === changeId ? [grant] : [],
  );
  return {
    rules: [...grants, ...(await standingRules(transaction, standing))],
    leaving: {
      grantIds: new Set(grants.map(({ id }) => id)),
      standing: new Set(standing.map(({ stackId, value }) => `${stackId} ${value}`)),
    },
  };
}
