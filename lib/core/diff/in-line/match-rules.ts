/** The rules of a group beside those its model would be written as: which are there, which lack, and which are strange. */
import { type GroupPeer, referenceState } from "#lib/core/group/group-reference.ts";
import type { Direction, ObservedGroup, RulePeer } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Permission, pairPeer } from "#lib/core/group/permission.ts";
import { hasPorts } from "#lib/core/group/rule-ports.ts";
import { forEachRule, unmadeRules } from "#lib/core/group/rules-on-demand.ts";
import { type MeantRules, rulesOf } from "./meant-rules.ts";
import { type MeantPart, NONE, placeOf, servicePlaceOf } from "./written-flows.ts";

/** Places are those among the group's rules, twins those among the meant. */
export interface Match {
  /** Held, and not written like any meant rule, or naming a group out of reach. */
  readonly strangers: ReadonlySet<number>;
  /** Where each meant rule is held; `NONE` for those that are not. */
  readonly heldAt: readonly number[];
  /** Where a meant rule is held once more, with its twin. */
  readonly repeated: ReadonlyMap<number, number>;
  /** Meant, and not all of it held. */
  readonly unmet: ReadonlySet<MeantPart>;
  /** Nothing is left to compare: all that is meant is held, apart from one another, and nothing else is. */
  readonly isInLine: boolean;
}

const NONE_LISTED: readonly never[] = [];
const NO_PLACES: ReadonlySet<number> = new Set();
const NO_REPEATS: ReadonlyMap<number, number> = new Map();
const NO_PARTS: ReadonlySet<MeantPart> = new Set();

/** A match that is being made, rule by rule in the group's order. */
interface Matching {
  readonly meant: MeantRules;
  /** The service of the rules that come next, among those of the pattern, and of the sources. */
  serviceOfPattern: number;
  serviceOfSources: number;
  /** What was found last of the pattern, and of the sources. */
  lastOfPattern: number;
  lastOfSources: number;
  strangers: Set<number> | null;
  readonly heldAt: Int32Array;
  repeated: Map<number, number> | null;
  /** How many meant rules were not found yet. */
  unmet: number;
}

/** The rules that come next have this service. */
const takeService = (
  matching: Matching,
  protocol: string,
  fromPort: number | null,
  toPort: number | null,
): void => {
  const { pattern, sources } = matching.meant;
  if (pattern.count > 0)
    matching.serviceOfPattern = servicePlaceOf(pattern, matching.lastOfPattern, protocol, fromPort, toPort);
  if (sources.count > 0)
    matching.serviceOfSources = servicePlaceOf(sources, matching.lastOfSources, protocol, fromPort, toPort);
};

/** The place of the meant rule that is written just like this one; `NONE` when there is none. */
const twinOf = (matching: Matching, kind: RulePeer["kind"], text: string): number => {
  const { pattern, sources, tiers } = matching.meant;
  const { serviceOfPattern, serviceOfSources } = matching;
  if (kind === "group")
    for (let at = 0; at < tiers.length; at += 1) {
      const tier = tiers[at];
      if (tier?.groupId === text)
        return placeOf(pattern, matching.lastOfPattern, serviceOfPattern, "tier", tier.tier);
    }
  if (serviceOfPattern !== NONE) {
    const place = placeOf(pattern, matching.lastOfPattern, serviceOfPattern, kind, text);
    if (place !== NONE) {
      matching.lastOfPattern = place;
      return place;
    }
  }
  if (serviceOfSources === NONE) return NONE;
  const own = placeOf(sources, matching.lastOfSources, serviceOfSources, kind, text);
  if (own === NONE) return NONE;
  matching.lastOfSources = own;
  return pattern.count + own;
};

const take = (matching: Matching, twin: number, place: number): void => {
  const { heldAt } = matching;
  if (twin === NONE) {
    matching.strangers ??= new Set();
    matching.strangers.add(place);
  } else if (heldAt[twin] === NONE) {
    heldAt[twin] = place;
    matching.unmet -= 1;
  } else {
    matching.repeated ??= new Map();
    matching.repeated.set(place, twin);
  }
};

/** A reference that reaches nobody, or perhaps nobody, is not what was meant, however it is written. */
const liveTwin = (
  twin: number,
  reference: GroupPeer,
  holder: ObservedGroup,
  index: ObservationIndex,
): number => (twin !== NONE && referenceState(reference, holder, index).state === "live" ? twin : NONE);

/**
 * In the order in which rules are made of permissions, without making any. Lists are counted through: whatever else
 * goes through them makes an object for each rule until the engine has compiled it well.
 */
const matchPermissions = (
  permissions: readonly Permission[],
  start: number,
  matching: Matching,
  holder: ObservedGroup,
  index: ObservationIndex,
): void => {
  let place = start;
  for (let at = 0; at < permissions.length; at += 1) {
    const permission = permissions[at];
    if (permission === undefined) continue;
    const { IpProtocol: protocol } = permission;
    const withPorts = hasPorts(protocol);
    takeService(
      matching,
      protocol,
      withPorts ? (permission.FromPort ?? null) : null,
      withPorts ? (permission.ToPort ?? null) : null,
    );
    const ipv4 = permission.IpRanges ?? NONE_LISTED;
    for (let each = 0; each < ipv4.length; each += 1)
      take(matching, twinOf(matching, "ipv4", ipv4[each]?.CidrIp ?? ""), place++);
    const ipv6 = permission.Ipv6Ranges ?? NONE_LISTED;
    for (let each = 0; each < ipv6.length; each += 1)
      take(matching, twinOf(matching, "ipv6", ipv6[each]?.CidrIpv6 ?? ""), place++);
    const lists = permission.PrefixListIds ?? NONE_LISTED;
    for (let each = 0; each < lists.length; each += 1)
      take(matching, twinOf(matching, "prefix-list", lists[each]?.PrefixListId ?? ""), place++);
    const pairs = permission.UserIdGroupPairs ?? NONE_LISTED;
    for (let each = 0; each < pairs.length; each += 1) {
      const pair = pairs[each];
      if (pair === undefined) continue;
      const twin = twinOf(matching, "group", pair.GroupId);
      take(matching, liveTwin(twin, pairPeer(pair), holder, index), place++);
    }
  }
};

/** Where each meant rule is held, as long as a match is being made; grows with the longest model. */
let room = new Int32Array(128);

const emptyRoom = (count: number): Int32Array => {
  if (room.length < count) room = new Int32Array(2 * count);
  return room.fill(NONE, 0, count);
};

/** All that was meant is held, and nothing else. */
const IN_LINE: Match = {
  strangers: NO_PLACES,
  heldAt: NONE_LISTED,
  repeated: NO_REPEATS,
  unmet: NO_PARTS,
  isInLine: true,
};

export const matchRules = (
  group: ObservedGroup,
  direction: Direction,
  meant: MeantRules,
  index: ObservationIndex,
): Match => {
  const { count } = meant;
  const heldAt = emptyRoom(count);
  const matching: Matching = {
    meant,
    serviceOfPattern: NONE,
    serviceOfSources: NONE,
    lastOfPattern: NONE,
    lastOfSources: NONE,
    strangers: null,
    heldAt,
    repeated: null,
    unmet: count,
  };
  const unmade = unmadeRules(group, direction);
  if (unmade !== null) matchPermissions(unmade.permissions, unmade.start, matching, group, index);
  else
    forEachRule(group, direction, ({ protocol, fromPort, toPort }, kind, text, reference, place) => {
      takeService(matching, protocol, fromPort, toPort);
      const twin = twinOf(matching, kind, text);
      take(matching, reference === null ? twin : liveTwin(twin, reference, group, index), place);
    });
  const { strangers, repeated, unmet } = matching;
  if (unmet === 0 && strangers === null && meant.meeting.size === 0) return IN_LINE;
  const lacking = unmet === 0 ? [] : rulesOf(meant).filter((_, twin) => heldAt[twin] === NONE);
  return {
    strangers: strangers ?? NO_PLACES,
    heldAt: Array.from(heldAt.subarray(0, count)),
    repeated: repeated ?? NO_REPEATS,
    unmet: unmet === 0 ? NO_PARTS : new Set(lacking.map(({ part }) => part)),
    isInLine: false,
  };
};
