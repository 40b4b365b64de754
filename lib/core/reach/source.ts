/** Where packets of a question come from: outside, from addresses whoever is at home there, or from given ends. */
import { type Family, lastAddress } from "#lib/core/net/address.ts";
import type { AddressRange } from "#lib/core/net/address-range.ts";
import {
  type FlowSet,
  flowsWithGroups,
  flowsWithRanges,
  subtractFlows,
  unionAllFlows,
} from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { End, Place } from "./end.ts";

/** Sorted and disjoint. */
export type Ranges = Readonly<Record<Family, readonly AddressRange[]>>;

export type Source =
  /** `except`: flows that are not asked about. */
  | { readonly kind: "outside"; readonly ranges: Ranges; readonly except?: FlowSet }
  | { readonly kind: "addresses"; readonly ranges: Ranges }
  /** Every address there is, and the members of every group that nobody sees. */
  | { readonly kind: "anyone" }
  | { readonly kind: "ends"; readonly ends: readonly End[] };

export const FAMILIES: readonly Family[] = ["ipv4", "ipv6"];

export const EVERY_ADDRESS: Ranges = {
  ipv4: [{ from: 0n, to: lastAddress("ipv4") }],
  ipv6: [{ from: 0n, to: lastAddress("ipv6") }],
};

/** What stands in a flow set for an end whose address is not known: its group, or its own id. */
export const symbolOf = (end: End): string => end.item?.interfaceId ?? end.groupIds[0] ?? "";

export const flowsWithPlace = (place: Place, services: ServiceSet): FlowSet =>
  flowsWithRanges(place.family, [place], services);

const flowsOfRanges = (ranges: Ranges, services: ServiceSet): FlowSet => ({
  ipv4: flowsWithRanges("ipv4", ranges.ipv4, services).ipv4,
  ipv6: flowsWithRanges("ipv6", ranges.ipv6, services).ipv6,
  groups: [],
});

/** Everything that is asked about: each peer with each service. */
export const askedFlows = (source: Source, services: ServiceSet): FlowSet =>
  source.kind === "outside" && source.except !== undefined
    ? subtractFlows(flowsOfRanges(source.ranges, services), source.except)
    : allFlows(source, services);

const allFlows = (source: Source, services: ServiceSet): FlowSet =>
  source.kind === "ends"
    ? unionAllFlows(
        source.ends.flatMap((end) =>
          end.kind === "known"
            ? end.homes.map((home) => flowsWithPlace(home, services))
            : [flowsWithGroups([symbolOf(end)], services)],
        ),
      )
    : flowsOfRanges(source.kind === "anyone" ? EVERY_ADDRESS : source.ranges, services);
