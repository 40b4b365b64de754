/** Whether anybody could still open SSH to a stack (law 5). */
import { groupFlows } from "../group/group-flows.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { type FlowSet, isEmptyFlows, unionAllFlows } from "../net/flow-set.ts";
import { onlyServices } from "../net/restrict-flows.ts";
import { NO_SERVICES, type ServiceSet, unionServices } from "../net/service-set.ts";
import { groupsOfTier, servicesOfService } from "../tier/meant-flows.ts";
import type { Stack, Tier } from "../tier/pattern.ts";

/** The tier that takes granted sources, and the services it opens to them; null when the pattern has none. */
export function doorOf({
  pattern,
}: Pick<Stack, "pattern">): { readonly tier: Tier; readonly services: ServiceSet } | null {
  for (const tier of pattern.tiers) {
    if (tier.ingress.mode !== "list") continue;
    const granted = tier.ingress.flows.filter(({ peer }) => peer.kind === "granted-sources");
    if (granted.length === 0) continue;
    const services = granted
      .flatMap((flow) => flow.services.map(servicesOfService))
      .reduce(unionServices, NO_SERVICES);
    return { tier, services };
  }
  return null;
}

/** Everything that may open SSH through the door: what may be open counts as open. */
const doorFlows = (stack: Stack, index: ObservationIndex): FlowSet => {
  const door = doorOf(stack);
  if (door === null) return unionAllFlows([]);
  const groupIds = groupsOfTier(stack.bindings, door.tier.name);
  return unionAllFlows(
    groupIds.map((groupId) => onlyServices(groupFlows(groupId, "ingress", index).possibly, door.services)),
  );
};

/** True when somebody could open SSH before, and nobody could after. */
export const removesLastSource = (stack: Stack, before: ObservationIndex, after: ObservationIndex): boolean =>
  !isEmptyFlows(doorFlows(stack, before)) && isEmptyFlows(doorFlows(stack, after));
