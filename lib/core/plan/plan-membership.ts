/**
 * Attaches groups that interfaces lack. Only ever adds; the list is replaced whole, because EC2 knows no other way.
 * One group a plan: with one, every state on the way stays between before and after (law 4).
 */
import type { MembershipFinding } from "../diff/finding.ts";
import { interfaceManagedBy } from "../group/managed-by.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { groupsOfTier } from "../tier/meant-flows.ts";
import type { Stack } from "../tier/pattern.ts";
import { type LeftOut, untouchable } from "./left-out.ts";
import type { PlanStep } from "./plan.ts";
import type { Limits } from "./quota.ts";

type Attach = Extract<PlanStep, { action: "set-interface-groups" }>;

export interface MembershipPlan {
  readonly attach: readonly Attach[];
  /** The group that is attached; null when none is. */
  readonly groupId: string | null;
  readonly leftOut: readonly LeftOut[];
}

export function planMembership(
  findings: readonly MembershipFinding[],
  stack: Stack,
  limits: Limits,
  index: ObservationIndex,
): MembershipPlan {
  const attach: Attach[] = [];
  const leftOut: LeftOut[] = [];
  let attached: string | null = null;
  for (const finding of findings) {
    const leave = (because: string) => leftOut.push({ findingId: finding.id, because });
    const [groupId] = finding.tier === null ? [] : groupsOfTier(stack.bindings, finding.tier);
    const item = index.observation.interfaces.find((each) => each.interfaceId === finding.interfaceId);
    if (groupId === undefined || item === undefined) {
      leave("No group plays this tier, so there is nothing to attach.");
      continue;
    }
    const why = untouchable(groupId, index);
    if (why !== null) leave(why);
    else if (item.ownerId !== index.observation.accountId) {
      leave(`${item.interfaceId} belongs to account ${item.ownerId}; only its owner changes it.`);
    } else if (interfaceManagedBy(item) !== null) {
      leave(
        `${item.interfaceId} is managed by ${interfaceManagedBy(item)?.controller}, which decides its groups.`,
      );
    } else if (item.groupIds.length >= limits.groupsPerInterface) {
      leave(`${item.interfaceId} carries ${item.groupIds.length} groups already, which is the limit.`);
    } else if (attached !== null && attached !== groupId) {
      leave(`This plan attaches ${attached}; ${groupId} comes with the next.`);
    } else {
      attached = groupId;
      attach.push({
        action: "set-interface-groups",
        interfaceId: item.interfaceId,
        before: item.groupIds,
        after: [...item.groupIds, groupId],
      });
    }
  }
  return { attach, groupId: attached, leftOut };
}

/** The same plan without attaching anything, which then comes with the next plan. `because` names what is in the way. */
export const postponed = (
  plan: MembershipPlan,
  findings: readonly { readonly id: string; readonly interfaceId?: string }[],
  because: string,
): MembershipPlan => ({
  attach: [],
  groupId: null,
  leftOut: [
    ...plan.leftOut,
    ...plan.attach.flatMap((step) =>
      findings
        .filter((finding) => finding.interfaceId === step.interfaceId)
        .map((finding) => ({
          findingId: finding.id,
          because: `${because}; plan again after this.`,
        })),
    ),
  ],
});
