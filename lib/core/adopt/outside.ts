/** Where a rule's peer lies, seen from the VPC: the whole world, networks outside, or the VPC itself. */
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Cidr, canonicaliseCidr, lastOf } from "#lib/core/net/cidr.ts";

export type Place = "world" | "outside" | "inside" | "group";

/** A quarter of all IPv4, or an eighth of the routed IPv6: nobody's network. */
const isWorld = (cidr: Cidr): boolean => cidr.length <= (cidr.family === "ipv4" ? 2 : 4);

const isWithin = (inner: Cidr, outer: Cidr): boolean =>
  inner.family === outer.family && inner.base >= outer.base && lastOf(inner) <= lastOf(outer);

/** A network that is larger than the VPC lies outside: it was written for somebody else. Null when it cannot be read. */
export const placeOfCidr = (text: string, vpcId: string | null, index: ObservationIndex): Place | null => {
  const read = canonicaliseCidr(text);
  if (!read.ok) return null;
  if (isWorld(read.value)) return "world";
  const vpc = index.vpcs.get(vpcId ?? "");
  const own = [...(vpc?.ipv4Cidrs ?? []), ...(vpc?.ipv6Cidrs ?? [])].map(canonicaliseCidr);
  return own.some((cidr) => cidr.ok && isWithin(read.value, cidr.value)) ? "inside" : "outside";
};

/** A prefix list lies outside: its entries may change any day. */
export const placeOfRule = (
  { peer }: Pick<CanonicalRule, "peer">,
  vpcId: string | null,
  index: ObservationIndex,
): Place | null => {
  if (peer.kind === "group") return "group";
  if (peer.kind === "prefix-list") return "outside";
  return placeOfCidr(peer.cidr, vpcId, index);
};
