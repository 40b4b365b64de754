/** Which parts of a model anything odd may have to do with, by rule or by packet. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { anyMeets, type Extent, peersMeet, servicesMeet } from "./extent.ts";
import { groupOf, type MeantRules, rulesOf } from "./meant-rules.ts";
import type { MeantPart } from "./written-flows.ts";
import { cidrPeer, type WrittenPeer } from "./written-peer.ts";

type Networks = readonly WrittenPeer[] | null;

/** The networks of whoever carries a group; null while that is not known. */
const carriersNetworks = (groupId: string, index: ObservationIndex): Networks => {
  const { accountId, parts } = index.observation;
  if (!parts.interfaces.complete || index.groups.get(groupId)?.ownerId !== accountId) return null;
  const networks: WrittenPeer[] = [];
  for (const { privateCidrs } of index.interfacesByGroup.get(groupId) ?? [])
    for (const cidr of privateCidrs) {
      const network = cidrPeer(cidr);
      if (network === null) return null;
      networks.push(network);
    }
  return networks;
};

/** Whoever means anyone means every group as well, carried or not. */
const isEveryone = (peer: WrittenPeer): boolean => peer.text.endsWith("/0");

const packetsMayMeet = (a: Extent, b: Extent, networksOf: (group: WrittenPeer) => Networks): boolean => {
  if (!servicesMeet(a, b)) return false;
  if (a.peer.family !== null && b.peer.family !== null) return peersMeet(a.peer, b.peer);
  if (a.peer.family === null && b.peer.family === null) return true;
  const [group, other] = a.peer.family === null ? [a.peer, b.peer] : [b.peer, a.peer];
  const networks = isEveryone(other) ? null : networksOf(group);
  return networks === null || anyMeets(networks, other);
};

/** The parts that are not all held, that meet another part, or that may meet any of these or a stranger. */
export const concernedParts = (
  meant: MeantRules,
  unmet: ReadonlySet<MeantPart>,
  strangers: readonly Extent[],
  index: ObservationIndex,
): Set<MeantPart> => {
  const known = new Map<string, Networks>();
  const networksOf = (peer: WrittenPeer): Networks => {
    const groupId = groupOf(peer, meant);
    const networks = known.get(groupId);
    if (networks !== undefined) return networks;
    const found = carriersNetworks(groupId, index);
    known.set(groupId, found);
    return found;
  };
  const rules = rulesOf(meant);
  const concerned = new Set([...meant.meeting, ...unmet]);
  const odd = [...strangers, ...rules.filter((rule) => unmet.has(rule.part))];
  for (const rule of rules)
    if (!concerned.has(rule.part) && odd.some((extent) => packetsMayMeet(extent, rule, networksOf)))
      concerned.add(rule.part);
  return concerned;
};
