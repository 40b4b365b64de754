/** `sources within`: every network that the tier's own rules let in lies in the networks named. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import {
  type FlowSet,
  flowsWithCidrs,
  intersectFlows,
  isEmptyFlows,
  subtractFlows,
} from "#lib/core/net/flow-set.ts";
import { printPacket, witnessOf } from "#lib/core/net/packet.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import { ALL_SERVICES } from "#lib/core/net/service-set.ts";
import { flowsOfGroups } from "#lib/core/reach/end.ts";
import { reachRule, rulesOfGroups } from "#lib/core/reach/held-rules.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Guardrail, Stack } from "#lib/core/tier/pattern.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { cannotTell, type GuardrailJudgement, HOLDS } from "./judgement.ts";

export const judgeSourcesWithin = (
  guardrail: Extract<Guardrail, { kind: "sources-within" }>,
  stack: Stack,
  index: ObservationIndex,
): GuardrailJudgement => {
  const { tier, cidrs } = guardrail;
  const groupIds = groupsOfTier(stack.bindings, tier);
  if (groupIds.length === 0) return cannotTell(`No group plays ${tier}.`);
  const services = servicesOfGuardrail(guardrail);
  const within = flowsWithCidrs(
    cidrs.flatMap((text) => {
      const cidr = canonicaliseCidr(text);
      return cidr.ok ? [cidr.value] : [];
    }),
    ALL_SERVICES,
  );
  const outside = (set: FlowSet): FlowSet =>
    subtractFlows({ ...onlyServices(set, services), groups: [] }, within);
  const { surely, possibly } = flowsOfGroups(groupIds, "ingress", services, index);
  const beyond = outside(surely);
  const packet = witnessOf(beyond);
  if (packet !== null) {
    const { peer, service } = printPacket(packet);
    return {
      state: "broken",
      sentence: `${tier} lets in ${peer} on ${service}, which lies outside ${cidrs.join(", ")}.`,
      witness: { from: peer, to: null, service },
      breach: printFlows(beyond),
      rules: rulesOfGroups(groupIds, "ingress", services, index)
        .filter(({ flows }) => !isEmptyFlows(intersectFlows(flows.surely, beyond)))
        .map(reachRule),
    };
  }
  return isEmptyFlows(outside(possibly))
    ? HOLDS
    : cannotTell(`The rules of ${tier} name peers that could not be read.`);
};
