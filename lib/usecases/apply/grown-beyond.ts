import type { Observation } from "#lib/core/group/observation.ts";
import { touchedInstances } from "#lib/core/plan/effect.ts";
import { newGroupName } from "#lib/core/plan/new-group.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { askedRulesSchema } from "#lib/formats/change/stored-request.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import type { Ending } from "./close-change.ts";
import { narrows } from "./narrows.ts";
import { stackPolicy } from "./stack-policy.ts";

/**
 * How many more instances than its approvers were shown a change may touch, by the policy of now and by the request
 * itself. Null: any number. What only takes access away is never held up.
 */
export async function growthBound(db: Database | Transaction, change: ChangeToApply): Promise<number | null> {
  if (narrows(change)) return null;
  const { request } = await db.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { request: true },
  });
  const own = askedRulesSchema.safeParse(request).data?.mostNewInstances ?? null;
  const { mostNewInstances } = await stackPolicy(db, change.stackId);
  const bounds = [mostNewInstances, own].filter((bound) => bound !== null);
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** What of a change is counted before it begins: carriers come and go between two looks. */
export const countedGroups = ({ plan }: Pick<ChangeToApply, "plan">): readonly string[] =>
  plan.steps
    .flatMap((step) => ("groupId" in step ? [step.groupId] : []))
    .filter((groupId) => newGroupName(groupId) === null);

/**
 * Why a change touches more than its approvers were shown and is borne: instances come and go without voiding
 * approvals, up to a bound. Null when it may go on.
 */
export async function grownBeyond(
  transaction: Transaction,
  change: ChangeToApply,
  now: Observation,
): Promise<Ending | null> {
  const most = await growthBound(transaction, change);
  if (most === null) return null;
  const { effect } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { effect: true },
  });
  const shown = new Set(effectSchema.parse(effect).instanceIds);
  const grown = touchedInstances(change.plan.steps, now).filter((instanceId) => !shown.has(instanceId));
  if (grown.length <= most) return null;
  return {
    kind: "stale",
    sentence: `It would touch ${grown.length} instances that nobody who approved it was shown, and at most ${most} may join; nothing was done.`,
    changes: grown.map((instanceId) => `${instanceId} is touched now.`),
  };
}
