/**
 * For which services anything of a source gets through to an end, and no more than that: what `reachFlows` says, without
 * the peers. Asked of thousands of ends, it works out what they have in common once, and stops at the first address that
 * tells.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import { type Family, higher, lower } from "#lib/core/net/address.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { segmentsWithin } from "#lib/core/net/restrict-flows.ts";
import {
  ALL_SERVICES,
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { hasStranger, homesWithin } from "./address-book.ts";
import { callersOfEnd, type Holder, holdersFrom, servicesIn } from "./callers.ts";
import { type End, flowsOfEnd, isGoverned, isSeen } from "./end.ts";
import { type LetOut, letOutTo } from "./let-out.ts";
import { ingressOf, reachFlows } from "./reach-flows.ts";
import { FAMILIES, type Ranges, type Source } from "./source.ts";

type ReachedServices = (end: End) => ServiceBounds;

const lacks = (all: ServiceSet, wanted: ServiceSet): boolean => subtractServices(wanted, all).length > 0;

const classOf = ({ kind, groupIds, vpcIds }: End): string =>
  `${kind} ${groupIds.join(" ")} ${vpcIds.join(" ")}`;

/** Once for all ends with the same groups, of the same VPCs. */
const perClass = <Answer>(compute: (end: End) => Answer): ((end: End) => Answer) => {
  const known = new Map<string, Answer>();
  return (end) => {
    const key = classOf(end);
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const answer = compute(end);
    known.set(key, answer);
    return answer;
  };
};

const ofFlows = (source: Source, end: End, services: ServiceSet, index: ObservationIndex): ServiceBounds => {
  const { surely, possibly } = reachFlows(source, [end], services, index).flows;
  const sure = servicesIn(surely);
  return { surely: sure, possibly: surely === possibly ? sure : servicesIn(possibly) };
};

/** What `set` allows some address of these ranges. */
const servicesFrom = (set: FlowSet, ranges: Ranges, services: ServiceSet): ServiceSet => {
  let all: ServiceSet = NO_SERVICES;
  for (const family of FAMILIES)
    for (const range of ranges[family])
      for (const segment of segmentsWithin(set, family, range)) {
        all = unionServices(all, intersectServices(segment.services, services));
        if (!lacks(all, services)) return all;
      }
  return all;
};

const bothSides = (
  { surely, possibly }: { readonly surely: FlowSet; readonly possibly: FlowSet },
  of: (set: FlowSet) => ServiceSet,
): ServiceBounds => {
  const sure = of(surely);
  return { surely: sure, possibly: surely === possibly ? sure : of(possibly) };
};

/** From outside, what reaches an end is what reaches any of its groups: each group is asked once. */
const fromOutside = (ranges: Ranges, services: ServiceSet, index: ObservationIndex): ReachedServices => {
  // Members of groups are at home somewhere: where none of these addresses is anybody's, rules alone tell.
  const isNobodys = FAMILIES.every((family) =>
    ranges[family].every((range) => homesWithin(family, range, index).length === 0),
  );
  const ingress = (end: End) =>
    isNobodys && isGoverned(end)
      ? flowsOfEnd(end, "ingress", services, index)
      : ingressOf(end, services, index);
  const ofClass = perClass((end) => bothSides(ingress(end), (set) => servicesFrom(set, ranges, services)));
  return (end) => {
    if (end.kind !== "known" || end.groupIds.length < 2) return ofClass(end);
    return end.groupIds
      .map((groupId) => ofClass({ ...end, groupIds: [groupId] }))
      .reduce((all, each) => ({
        surely: unionServices(all.surely, each.surely),
        possibly: unionServices(all.possibly, each.possibly),
      }));
  };
};

interface Knocking {
  readonly holder: Holder;
  readonly family: Family | null;
  readonly letIn: ServiceBounds;
}

/** What the ends of the source are let in for is the same for all ends of a class; what they are let out for is not. */
const fromEnds = (ends: readonly End[], services: ServiceSet, index: ObservationIndex): ReachedServices => {
  const knocking = perClass((target): readonly Knocking[] =>
    ends.flatMap((end) =>
      callersOfEnd(end, ingressOf(target, services, index), services).flatMap(
        ({ letIn, place, holders }): Knocking[] => {
          const { surely, possibly } = letIn();
          const services = { surely: servicesIn(surely), possibly: servicesIn(possibly) };
          return services.possibly.length === 0
            ? []
            : holders.map((holder) => ({ holder, family: place?.family ?? null, letIn: services }));
        },
      ),
    ),
  );
  return (target) => {
    let all: ServiceBounds = { surely: NO_SERVICES, possibly: NO_SERVICES };
    const callers = knocking(target);
    if (callers.length === 0) return all;
    const letOut = letOutTo([target], services, index);
    for (const { holder, family, letIn } of callers) {
      if (!lacks(all.surely, letIn.surely) && !lacks(all.possibly, letIn.possibly)) continue;
      const pass = letOut([holder], family);
      all = {
        surely: unionServices(all.surely, intersectServices(letIn.surely, pass.surely)),
        possibly: unionServices(all.possibly, intersectServices(letIn.possibly, pass.possibly)),
      };
    }
    return all;
  };
};

type Side = "surely" | "possibly";

/** What the holders of an address are let out for; a stranger's address perhaps for everything. */
const passOf = (holders: readonly Holder[], certain: boolean, family: Family, letOut: LetOut, side: Side) =>
  side === "possibly" && !certain ? ALL_SERVICES : letOut(holders, family)[side];

const fromAddresses = (ranges: Ranges, services: ServiceSet, index: ObservationIndex): ReachedServices => {
  const holdersOf = perClass(({ vpcIds }) => holdersFrom(vpcIds, index));
  const ofSide = (end: End, set: FlowSet, side: Side, letOut: LetOut): ServiceSet => {
    let all: ServiceSet = NO_SERVICES;
    for (const family of FAMILIES)
      for (const range of ranges[family])
        for (const segment of segmentsWithin(set, family, range)) {
          const open = intersectServices(segment.services, services);
          if (!lacks(all, open)) continue;
          const part = { from: higher(segment.from, range.from), to: lower(segment.to, range.to) };
          if (hasStranger(family, part, index)) {
            all = unionServices(all, open);
            continue;
          }
          for (const home of homesWithin(family, part, index)) {
            const { holders, certain } = holdersOf(end)(home);
            all = unionServices(all, intersectServices(open, passOf(holders, certain, family, letOut, side)));
            if (!lacks(all, open)) break;
          }
        }
    return all;
  };
  return (end) => {
    const { surely, possibly } = ingressOf(end, services, index);
    const letOut = letOutTo([end], services, index);
    return {
      surely: ofSide(end, surely, "surely", letOut),
      possibly: ofSide(end, possibly, "possibly", letOut),
    };
  };
};

/** `source`: asked of one end after another. */
export const reachedServices = (
  source: Source,
  services: ServiceSet,
  index: ObservationIndex,
): ReachedServices => {
  if (source.kind === "ends") return fromEnds(source.ends, services, index);
  if (source.kind === "outside" && source.except === undefined)
    return fromOutside(source.ranges, services, index);
  const whole = (end: End) => ofFlows(source, end, services, index);
  if (source.kind !== "addresses") return whole;
  // Whose the addresses are cannot be told then, so that all ends of a class get one answer.
  if (!index.observation.parts.interfaces.complete) return perClass(whole);
  const quick = fromAddresses(source.ranges, services, index);
  const hasUnseen = perClass((end) =>
    isGoverned(end)
      ? ingressOf(end, services, index).possibly.groups.some(({ groupId }) => !isSeen(groupId, index))
      : false,
  );
  return (end) => (hasUnseen(end) ? whole(end) : quick(end));
};
