import type { Observation } from "#lib/core/group/observation.ts";
import { touchedInstances } from "#lib/core/plan/effect.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import type { Transaction } from "../ports.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import type { Ending } from "./close-change.ts";

/**
 * Why a change touches more than its approvers were shown and the policy bears: instances come and go without voiding
 * approvals, up to `most` new ones. Null when it may go on. What only takes access away is never held up.
 */
export async function grownBeyond(
  transaction: Transaction,
  change: ChangeToApply,
  most: number | null,
  now: Observation,
): Promise<Ending | null> {
  if (most === null || ["revoke", "expire", "review"].includes(change.kind)) return null;
  const { effect } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { effect: true },
  });
  const shown = new Set(effectSchema.parse(effect).instanceIds);
  const grown = touchedInstances(change.plan.steps, now).filter((instanceId) => !shown.has(instanceId));
  if (grown.length <= most) return null;
  return {
    kind: "stale",
    sentence: `It would touch ${grown.length} instances that nobody who approved it was shown, and the policy bears ${most}; nothing was done.`,
    changes: grown.map((instanceId) => `${instanceId} is touched now.`),
  };
}
