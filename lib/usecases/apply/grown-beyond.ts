import type { Observation } from "#lib/core/group/observation.ts";
import { touchedInstances } from "#lib/core/plan/effect.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { askedRulesSchema } from "#lib/formats/change/stored-request.ts";
import type { Transaction } from "../ports.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import type { Ending } from "./close-change.ts";

/**
 * Why a change touches more than its approvers were shown and the policy bears: instances come and go without voiding
 * approvals, up to as many new ones as the policy bears and the request itself says. Null when it may go on. What only takes access away is never held up.
 */
export async function grownBeyond(
  transaction: Transaction,
  change: ChangeToApply,
  policy: number | null,
  now: Observation,
): Promise<Ending | null> {
  if (["revoke", "expire", "review"].includes(change.kind)) return null;
  const { effect, request } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { effect: true, request: true },
  });
  const own = askedRulesSchema.safeParse(request).data?.mostNewInstances ?? null;
  const bounds = [policy, own].filter((bound) => bound !== null);
  if (bounds.length === 0) return null;
  const most = Math.min(...bounds);
  const shown = new Set(effectSchema.parse(effect).instanceIds);
  const grown = touchedInstances(change.plan.steps, now).filter((instanceId) => !shown.has(instanceId));
  if (grown.length <= most) return null;
  return {
    kind: "stale",
    sentence: `It would touch ${grown.length} instances that nobody who approved it was shown, and at most ${most} may join; nothing was done.`,
    changes: grown.map((instanceId) => `${instanceId} is touched now.`),
  };
}
