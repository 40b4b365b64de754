/** Whether flows that no rule names are open all the same, by packet, and which wider rules do it. */

import { exactly } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { canonicalText } from "#lib/core/group/rule-text.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  unionAllFlows,
} from "#lib/core/net/flow-set.ts";
import type { OpenAnyway } from "./finding.ts";
import type { HeldRule } from "./judge-rules.ts";

/** A rule with the packets it surely lets through: computed once, asked about often. */
export interface OpenRule {
  readonly held: HeldRule;
  readonly packets: FlowSet;
}

export const openRules = (rules: readonly HeldRule[], index: ObservationIndex): OpenRule[] =>
  rules.map((held) => ({ held, packets: byPacket(held.flows, index).surely }));

/** Certain only: null when no packet of the flows is surely let through by these rules, or when there is none. */
export const openAnyway = (
  flows: FlowSet,
  rules: readonly OpenRule[],
  index: ObservationIndex,
): OpenAnyway | null => {
  const packets = byPacket(exactly(flows), index);
  const opening = rules
    .map((rule) => ({ held: rule.held, open: intersectFlows(rule.packets, packets.surely) }))
    .filter(({ open }) => !isEmptyFlows(open));
  if (opening.length === 0) return null;
  const isAll = isSubsetOfFlows(packets.possibly, unionAllFlows(opening.map(({ open }) => open)));
  return {
    extent: isAll ? "all" : "part",
    rules: opening.map(({ held: { groupId, rule } }) => ({
      groupId,
      ruleKey: rule.key,
      ruleIds: rule.ruleIds,
      rule: canonicalText(rule),
    })),
  };
};
