/** `sources within`: every network that the tier's own rules let in lies in the networks named. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { intersectFlows, isEmptyFlows } from "#lib/core/net/flow-set.ts";
import { printPacket, witnessOf } from "#lib/core/net/packet.ts";
import { reachRule, rulesOfGroups } from "#lib/core/reach/held-rules.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { beyondSources, type SourcesWithin } from "./beyond-sources.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { cannotTell, type GuardrailJudgement, HOLDS } from "./judgement.ts";

export const judgeSourcesWithin = (
  guardrail: SourcesWithin,
  stack: Stack,
  index: ObservationIndex,
): GuardrailJudgement => {
  const { tier, cidrs } = guardrail;
  const groupIds = groupsOfTier(stack.bindings, tier);
  if (groupIds.length === 0) return cannotTell(`No group plays ${tier}.`);
  const beyond = beyondSources(guardrail, groupIds, index);
  const packet = witnessOf(beyond.surely);
  if (packet !== null) {
    const { peer, service } = printPacket(packet);
    return {
      state: "broken",
      sentence: `${tier} lets in ${peer} on ${service}, which lies outside ${cidrs.join(", ")}.`,
      witness: { from: peer, to: null, service },
      rules: rulesOfGroups(groupIds, "ingress", servicesOfGuardrail(guardrail), index)
        .filter(({ flows }) => !isEmptyFlows(intersectFlows(flows.surely, beyond.surely)))
        .map(reachRule),
    };
  }
  return isEmptyFlows(beyond.possibly)
    ? HOLDS
    : cannotTell(`The rules of ${tier} name peers that could not be read.`);
};
