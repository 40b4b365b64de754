/** Where a rule's peer lies, seen from the VPC: the whole world, networks outside, or the VPC itself. */
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import type { ObservedVpc } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Cidr, canonicaliseCidr, lastOf } from "#lib/core/net/cidr.ts";

export type Place = "world" | "outside" | "inside" | "group";

/** A quarter of all IPv4, or an eighth of the routed IPv6: nobody's network. */
const isWorld = (cidr: Cidr): boolean => cidr.length <= (cidr.family === "ipv4" ? 2 : 4);

const isWithin = (inner: Cidr, outer: Cidr): boolean =>
  inner.family === outer.family && inner.base >= outer.base && lastOf(inner) <= lastOf(outer);

const placeFound = (text: string, vpc: ObservedVpc | null): Place | null => {
  const read = canonicaliseCidr(text);
  if (!read.ok) return null;
  if (isWorld(read.value)) return "world";
  const own = [...(vpc?.ipv4Cidrs ?? []), ...(vpc?.ipv6Cidrs ?? [])].map(canonicaliseCidr);
  return own.some((cidr) => cidr.ok && isWithin(read.value, cidr.value)) ? "inside" : "outside";
};

/** By VPC, as long as it lives: the same networks are asked about rule after rule. */
const known = new WeakMap<ObservedVpc, Map<string, Place | null>>();

/** A network that is larger than the VPC lies outside: it was written for somebody else. Null when it cannot be read. */
export const placeOfCidr = (text: string, vpcId: string | null, index: ObservationIndex): Place | null => {
  const vpc = index.vpcs.get(vpcId ?? "");
  if (vpc === undefined) return placeFound(text, null);
  const places = known.get(vpc) ?? new Map<string, Place | null>();
  known.set(vpc, places);
  const kept = places.get(text);
  if (kept !== undefined) return kept;
  const place = placeFound(text, vpc);
  places.set(text, place);
  return place;
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
