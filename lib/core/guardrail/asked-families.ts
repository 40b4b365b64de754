/**
 * The address families that everybody outside is asked about at a target: those it has addresses of. What asks for an
 * IPv6 rule where there is no IPv6 address asks for nothing.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Family } from "#lib/core/net/address.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import type { End } from "#lib/core/reach/end.ts";
import { FAMILIES } from "#lib/core/reach/source.ts";

export interface AskedFamilies {
  readonly surely: readonly Family[];
  readonly possibly: readonly Family[];
}

const exactly = (families: readonly Family[]): AskedFamilies => ({ surely: families, possibly: families });

/** Every VPC has IPv4 networks. Null where nobody can tell which others. */
const familiesOfVpcs = (vpcIds: readonly string[], index: ObservationIndex): readonly Family[] | null => {
  const vpcs = vpcIds.flatMap((vpcId) => index.vpcs.get(vpcId) ?? []);
  if (!index.observation.parts.vpcs.complete || vpcs.length === 0 || vpcs.length < vpcIds.length) return null;
  return vpcs.some(({ ipv6Cidrs }) => ipv6Cidrs.length > 0) ? FAMILIES : ["ipv4"];
};

/** Those of its addresses; of its VPCs where it has none that is known. */
export const askedFamilies = (target: End, index: ObservationIndex): AskedFamilies => {
  const own = new Set(target.kind === "known" ? target.homes.map(({ family }) => family) : []);
  if (own.size > 0) return exactly(FAMILIES.filter((family) => own.has(family)));
  const families = familiesOfVpcs(target.vpcIds, index);
  if (families === null) return { surely: ["ipv4"], possibly: FAMILIES };
  // Whoever carries a group unseen may have an address of one family alone.
  return target.kind === "unread" && families.length > 1
    ? { surely: [], possibly: families }
    : exactly(families);
};

export const onlyFamilies = (set: FlowSet, families: readonly Family[]): FlowSet => ({
  ...set,
  ipv4: families.includes("ipv4") ? set.ipv4 : [],
  ipv6: families.includes("ipv6") ? set.ipv6 : [],
});
