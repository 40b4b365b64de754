/** What senders are let out for by their own groups, to any of some targets. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import type { Family } from "#lib/core/net/address.ts";
import {
  ALL_SERVICES,
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import type { Holder } from "./callers.ts";
import { type End, flowsOfGroups } from "./end.ts";
import { servicesWith } from "./services-with.ts";

const EVERY_SERVICE: ServiceBounds = { surely: ALL_SERVICES, possibly: ALL_SERVICES };

/** Which services holders are let out for, to any of some targets. */
export type LetOut = (holders: readonly Holder[], family: Family | null) => ServiceBounds;

const eachOf = (all: readonly ServiceBounds[]): ServiceBounds =>
  all.reduce(
    (a, b) => ({
      surely: intersectServices(a.surely, b.surely),
      possibly: unionServices(a.possibly, b.possibly),
    }),
    all[0] ?? EVERY_SERVICE,
  );

const anyOf = (all: readonly ServiceBounds[]): ServiceBounds =>
  all.reduce<ServiceBounds>(
    (a, b) => ({
      surely: unionServices(a.surely, b.surely),
      possibly: unionServices(a.possibly, b.possibly),
    }),
    { surely: NO_SERVICES, possibly: NO_SERVICES },
  );

/** Each group is asked once. */
export const letOutTo = (targets: readonly End[], services: ServiceSet, index: ObservationIndex): LetOut => {
  const known = new Map<string, ServiceBounds>();
  const ofGroup = (groupId: string, family: Family | null): ServiceBounds => {
    const key = `${family} ${groupId}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const flows = flowsOfGroups([groupId], "egress", services, index);
    let all: ServiceBounds = { surely: NO_SERVICES, possibly: NO_SERVICES };
    for (const target of targets) {
      const { surely, possibly } = servicesWith(flows, target, family);
      all = anyOf([
        all,
        { surely: intersectServices(surely, services), possibly: intersectServices(possibly, services) },
      ]);
      if (subtractServices(services, all.surely).length === 0) break;
    }
    known.set(key, all);
    return all;
  };
  const ofHolder = (holder: Holder, family: Family | null): ServiceBounds => {
    if (holder.kind === "known" && holder.groupIds.length === 0) return EVERY_SERVICE;
    const own = (groupIds: readonly string[]) => anyOf(groupIds.map((groupId) => ofGroup(groupId, family)));
    return holder.kind === "unread"
      ? { surely: eachOf((holder.oneOf ?? [holder.groupIds]).map(own)).surely, possibly: services }
      : own(holder.groupIds);
  };
  return (holders, family) => eachOf(holders.map((holder) => ofHolder(holder, family)));
};

/** Whether nothing that is asked is held back from its addresses of a family: by one group alone, where that is enough. */
export const freeOf = (letOut: LetOut, services: ServiceSet) => {
  const known: Readonly<Record<Family, Map<string, boolean>>> = { ipv4: new Map(), ipv6: new Map() };
  const lacksNothing = (holder: Holder, family: Family): boolean =>
    subtractServices(services, letOut([holder], family).surely).length === 0;
  const isOpen = (groupId: string, family: Family): boolean => {
    const cached = known[family].get(groupId);
    if (cached !== undefined) return cached;
    const open = lacksNothing({ kind: "known", item: null, groupIds: [groupId] }, family);
    known[family].set(groupId, open);
    return open;
  };
  return (holder: Holder, family: Family): boolean =>
    holder.groupIds.some((groupId) => isOpen(groupId, family)) || lacksNothing(holder, family);
};
