/** Which of a tier's excess flows are open to the Internet, also when only several rules together make it so. */
import { type FlowSet, unionAllFlows } from "#lib/core/net/flow-set.ts";
import {
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { areTooSmallForWorld, servicesOpenToWorld } from "#lib/core/net/world.ts";

/**
 * For each set of flows, the services it opens to the world: alone, or as one of the pieces that only together do.
 * Results stand in the order of the sets.
 */
export const worldServices = (sets: readonly FlowSet[]): ServiceSet[] => {
  if (areTooSmallForWorld(sets)) return sets.map(() => NO_SERVICES);
  const together = servicesOpenToWorld(unionAllFlows(sets));
  if (together.length === 0) return sets.map(() => NO_SERVICES);
  const alone = sets.map((set) => servicesOpenToWorld(set));
  const inPieces = subtractServices(together, alone.reduce(unionServices, NO_SERVICES));
  return sets.map((set, index) =>
    unionServices(alone[index] ?? NO_SERVICES, intersectServices(servicesOpenToWorld(set, 0), inPieces)),
  );
};
