/** Whether flows that no rule names are open all the same, by packet, and which wider rules do it. */
import { exactly } from "../group/bounds.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  unionAllFlows,
} from "../net/flow-set.ts";
import type { OpenAnyway } from "./finding.ts";
import type { HeldRule } from "./judge-rules.ts";

/** Certain only: null when no packet of the flows is surely let through by these rules, or when there is none. */
export const openAnyway = (
  flows: FlowSet,
  rules: readonly HeldRule[],
  index: ObservationIndex,
): OpenAnyway | null => {
  const packets = byPacket(exactly(flows), index);
  const opening = rules
    .map((rule) => ({ key: rule.rule.key, open: byPacket(rule.flows, index).surely }))
    .map(({ key, open }) => ({ key, open: intersectFlows(open, packets.surely) }))
    .filter(({ open }) => !isEmptyFlows(open));
  if (opening.length === 0) return null;
  const isAll = isSubsetOfFlows(packets.possibly, unionAllFlows(opening.map(({ open }) => open)));
  return { extent: isAll ? "all" : "part", ruleKeys: [...new Set(opening.map(({ key }) => key))].sort() };
};
