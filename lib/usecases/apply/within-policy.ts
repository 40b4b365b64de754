import { lengthWords } from "#lib/core/grant/judge-end.ts";
import { judgeSource } from "#lib/core/grant/judge-source.ts";
import type { Policy } from "#lib/core/grant/policy.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { familiesOf } from "../access/door.ts";
import { databaseTime } from "../database-time.ts";
import type { Transaction } from "../ports.ts";
import type { ChangeToApply } from "./change-to-apply.ts";

/**
 * Whether the policy of now lets a grant's source in, and until then: it may have changed since the request was made,
 * and no row that the web could have written by itself is trusted. A sentence when not, null when it does. Whose the
 * address is was said when it was asked for.
 */
export async function whyNotWithinPolicy(
  transaction: Transaction,
  change: ChangeToApply,
  policy: Policy,
  now: Observation,
): Promise<string | null> {
  if (change.kind !== "grant" && change.kind !== "extend") return null;
  const { vpcId } = await transaction.stack.findUniqueOrThrow({
    where: { id: change.stackId },
    select: { vpcId: true },
  });
  const families = familiesOf(now.vpcs, vpcId);
  const at = await databaseTime(transaction);
  for (const { peer, endsAt } of await whatItOpens(transaction, change)) {
    const source = judgeSource({ text: peer, attested: true, families }, policy);
    if (!source.ok) return `The policy does not allow this source: ${source.problem}`;
    if (source.value.cidr !== peer) return `The source ${peer} is not written as EC2 writes it.`;
    if ((endsAt.getTime() - at.getTime()) / 1_000 > policy.maxSeconds) {
      return `The policy allows at most ${lengthWords(policy.maxSeconds)}, and this would end later.`;
    }
  }
  return null;
}

async function whatItOpens(
  transaction: Transaction,
  change: ChangeToApply,
): Promise<readonly { readonly peer: string; readonly endsAt: Date }[]> {
  if (change.kind === "grant") {
    return transaction.grant.findMany({
      where: { changeId: change.id, state: "asked" },
      select: { peer: true, endsAt: true },
    });
  }
  const { extendsGrant, extendsUntil } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { extendsUntil: true, extendsGrant: { select: { peer: true } } },
  });
  return extendsGrant === null || extendsUntil === null
    ? []
    : [{ peer: extendsGrant.peer, endsAt: extendsUntil }];
}
