/** Which services an end's flows allow it with another end, whose addresses may or may not be known. */
import type { Bounds } from "#lib/core/group/bounds.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import type { Family } from "#lib/core/net/address.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { servicesOfEvery, servicesOfGroup, servicesOfSome } from "#lib/core/net/restrict-flows.ts";
import { intersectServices, NO_SERVICES, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import type { End, Place } from "./end.ts";

const union = (all: readonly ServiceSet[]): ServiceSet => all.reduce(unionServices, NO_SERVICES);

const withSymbols = (set: FlowSet, groupIds: readonly string[]): ServiceSet =>
  set.groups.length === 0 ? NO_SERVICES : union(groupIds.map((groupId) => servicesOfGroup(set, groupId)));

/** With some address of these places, by itself or as a member of a group. */
const withSome = (set: FlowSet, places: readonly Place[]): ServiceSet =>
  union(
    places.map((place) =>
      unionServices(servicesOfSome(set, place.family, place), withSymbols(set, place.groupIds)),
    ),
  );

const inAll = ([first, ...others]: readonly ServiceSet[]): ServiceSet =>
  first === undefined ? NO_SERVICES : others.reduce(intersectServices, first);

const withEvery = (set: FlowSet, places: readonly Place[]): ServiceSet =>
  inAll(places.map((place) => servicesOfEvery(set, place.family, place)));

const anySymbol = (set: FlowSet): ServiceSet => union(set.groups.map(({ services }) => services));

/** `flows` by rule. `family`: over addresses of this family only; null where it does not matter. */
export const servicesWith = (flows: Bounds, other: End, family: Family | null): ServiceBounds => {
  const ofFamily = (places: readonly Place[]) =>
    family === null ? places : places.filter((place) => place.family === family);
  const homes = ofFamily(other.homes);
  const { surely, possibly } = flows;
  if (other.kind === "known") {
    const sure = withSome(surely, homes);
    return { surely: sure, possibly: surely === possibly ? sure : withSome(possibly, homes) };
  }
  const perhaps = ofFamily(other.perhaps);
  if (homes.length + perhaps.length === 0) return { surely: NO_SERVICES, possibly: NO_SERVICES };
  return {
    surely: unionServices(
      inAll((other.oneOf ?? [other.groupIds]).map((groupIds) => withSymbols(surely, groupIds))),
      withEvery(surely, homes),
    ),
    possibly: union([
      withSome(possibly, homes),
      withSome(possibly, perhaps),
      other.kind === "unread" ? anySymbol(possibly) : NO_SERVICES,
    ]),
  };
};
