/** What one end lacks at another, pair by pair, of what it must always be able to do. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import type { Family } from "#lib/core/net/address.ts";
import {
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { callersOfEnd, servicesIn } from "#lib/core/reach/callers.ts";
import type { End } from "#lib/core/reach/end.ts";
import { letOutTo } from "#lib/core/reach/let-out.ts";
import { ingressOf } from "#lib/core/reach/reach-flows.ts";

export interface MissingPair {
  readonly source: End;
  readonly target: End;
  /** Perhaps nothing surely. */
  readonly lacking: ServiceBounds;
}

/** What this source surely and possibly may use of this target. */
const between = (source: End, target: End, services: ServiceSet, index: ObservationIndex): ServiceBounds => {
  const letOut = letOutTo([target], services, index);
  let all: ServiceBounds = { surely: NO_SERVICES, possibly: NO_SERVICES };
  for (const caller of callersOfEnd(source, ingressOf(target, services, index), services)) {
    const family: Family | null = caller.place?.family ?? null;
    const out = letOut([source], family);
    const letIn = caller.letIn();
    all = {
      surely: unionServices(all.surely, intersectServices(servicesIn(letIn.surely), out.surely)),
      possibly: unionServices(all.possibly, intersectServices(servicesIn(letIn.possibly), out.possibly)),
    };
  }
  return all;
};

/** What an instance sends to itself meets no security group. */
const isSame = ({ item: one }: End, { item: other }: End): boolean =>
  one !== null &&
  other !== null &&
  (one.interfaceId === other.interfaceId || (one.instanceId !== null && one.instanceId === other.instanceId));

/** Only pairs that lack something, or may. */
export const missingPairs = (
  sources: readonly End[],
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): MissingPair[] =>
  targets.flatMap((target) =>
    sources.flatMap((source) => {
      if (isSame(source, target)) return [];
      const { surely, possibly } = between(source, target, services, index);
      const lacking = {
        surely: subtractServices(services, possibly),
        possibly: subtractServices(services, surely),
      };
      return lacking.possibly.length === 0 ? [] : [{ source, target, lacking }];
    }),
  );
