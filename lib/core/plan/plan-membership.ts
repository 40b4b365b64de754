/**
 * Attaches groups that interfaces lack. Only ever adds; the list is replaced whole, because EC2 knows no other way.
 * One group a plan: with one, every state on the way stays between before and after (law 4).
 */
import type { MembershipFinding } from "../diff/finding.ts";
import { exactly } from "../group/bounds.ts";
import { interfaceFlows } from "../group/group-flows.ts";
import { interfaceManagedBy } from "../group/managed-by.ts";
import type { ObservedInterface } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import { type FlowSet, intersectFlows, isSubsetOfFlows, NO_FLOWS } from "../net/flow-set.ts";
import { groupsOfTier } from "../tier/meant-flows.ts";
import type { Stack } from "../tier/pattern.ts";
import { type LeftOut, untouchable } from "./left-out.ts";
import type { PlanStep } from "./plan.ts";
import type { Limits } from "./quota.ts";
import { simulateAll } from "./simulate.ts";

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

const packetsInto = (item: ObservedInterface, index: ObservationIndex): FlowSet => {
  const flows = interfaceFlows(item, "ingress", index);
  return flows === "ungoverned" ? NO_FLOWS : byPacket(exactly(flows.possibly), index).possibly;
};

/**
 * Would cleaning a group before attaching it cut off packets that pass before and pass again after? It happens when an
 * interface is open to somebody by a rule that goes, and will be again because that somebody gets the group.
 */
export function interrupts(
  first: readonly PlanStep[],
  attach: readonly PlanStep[],
  revokes: readonly PlanStep[],
  before: ObservationIndex,
): boolean {
  if (attach.length === 0) return false;
  const cleaned = new Set(first.flatMap((step) => (step.action === "revoke" ? [step.groupId] : [])));
  const middleState = simulateAll(before.observation, first);
  const middle = indexObservation(middleState);
  const after = indexObservation(simulateAll(middleState, [...attach, ...revokes]));
  const itemsOf = (index: ObservationIndex) =>
    new Map(index.observation.interfaces.map((item) => [item.interfaceId, item]));
  const [inMiddle, inAfter] = [itemsOf(middle), itemsOf(after)];
  return before.observation.interfaces.some((item) => {
    const [now, then] = [inMiddle.get(item.interfaceId), inAfter.get(item.interfaceId)];
    if (now === undefined || then === undefined) return false;
    if (!item.groupIds.some((groupId) => cleaned.has(groupId))) return false;
    const lasting = intersectFlows(packetsInto(item, before), packetsInto(then, after));
    return !isSubsetOfFlows(lasting, packetsInto(now, middle));
  });
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
