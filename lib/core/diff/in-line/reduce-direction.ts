/**
 * The difference of one tier and direction, made small before the algebra looks at it.
 *
 * Rules that are written exactly as the model would write them, and that have nothing to do with whatever else is
 * meant or held, are as they should be: they are left out, on both sides. What remains has the same findings as the
 * whole, and in most tiers nothing remains. What cannot be told this way is left to the algebra as it is.
 */
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { Direction, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { type ObservationIndex, withGroups } from "#lib/core/group/observation-index.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { MeantFlow, Stack, Tier } from "#lib/core/tier/pattern.ts";
import { type Extent, packetsMayMeet } from "./extent.ts";
import { type MeantPart, type MeantRule, type MeantRules, meantRules } from "./meant-rules.ts";
import { cidrPeer, groupPeer, prefixListPeer, type WrittenPeer } from "./written-peer.ts";

/** A stack, tier and observation of which `diffDirection` finds the same as of the whole. */
export interface ReducedDirection {
  readonly stack: Stack;
  readonly tier: Tier;
  readonly index: ObservationIndex;
}

const textOf = ({ peer }: ObservedRule): string => {
  if (peer.kind === "group") return peer.groupId;
  return peer.kind === "prefix-list" ? peer.prefixListId : peer.cidr;
};

const isWrittenAs = (rule: ObservedRule, meant: MeantRule): boolean =>
  rule.fromPort === meant.written.fromPort &&
  rule.toPort === meant.written.toPort &&
  rule.protocol === meant.written.protocol &&
  rule.peer.kind === meant.peer.kind;

/** The meant rule that is written just like this one. */
const twinOf = (rule: ObservedRule, { shared, own }: MeantRules): MeantRule | null => {
  const text = textOf(rule);
  let meant = shared.rules.length === 0 ? undefined : shared.byPeer.get(text);
  while (meant !== undefined && !isWrittenAs(rule, meant)) meant = meant.next;
  meant ??= own.byPeer.get(text);
  while (meant !== undefined && !isWrittenAs(rule, meant)) meant = meant.next;
  return meant ?? null;
};

/** The rules of a group beside the model's. */
interface Match {
  /** Held, and not written like any meant rule, or naming a group out of reach. */
  readonly strangers: readonly ObservedRule[];
  /** Meant, and not all of it held. */
  readonly unmet: readonly MeantPart[];
}

const matchRules = (
  group: ObservedGroup,
  direction: Direction,
  meant: MeantRules,
  index: ObservationIndex,
): Match => {
  const strangers: ObservedRule[] = [];
  const sharedCount = meant.shared.rules.length;
  const isMet = new Uint8Array(sharedCount + meant.own.rules.length);
  for (const rule of group.rules) {
    if (rule.direction !== direction) continue;
    const twin = twinOf(rule, meant);
    const isLive = rule.peer.kind !== "group" || referenceState(rule.peer, group, index).state === "live";
    if (twin === null || !isLive) strangers.push(rule);
    else isMet[meant.shared.rules[twin.place] === twin ? twin.place : sharedCount + twin.place] = 1;
  }
  const unmet = (rules: readonly MeantRule[], from: number): MeantPart[] =>
    rules.flatMap((rule, place) => (isMet[from + place] === 1 ? [] : [rule.part]));
  if (!isMet.includes(0)) return { strangers, unmet: [] };
  return {
    strangers,
    unmet: [...new Set([...unmet(meant.shared.rules, 0), ...unmet(meant.own.rules, sharedCount)])],
  };
};

/** Null for a rule of which it is not known what it lets through. */
const extentOf = (rule: ObservedRule, group: ObservedGroup, index: ObservationIndex): Extent[] | null => {
  const { peer } = rule;
  if (peer.kind === "group" && referenceState(peer, group, index).state === "unknown") return null;
  const services = ruleServices(rule);
  if (services.surely !== services.possibly) return null;
  const written = (): WrittenPeer | null => {
    if (peer.kind === "group") return groupPeer(peer.groupId);
    if (peer.kind === "prefix-list") return prefixListPeer(peer.prefixListId, index);
    return cidrPeer(peer.cidr);
  };
  const found = written();
  if (found === null || found.kind !== peer.kind) return null;
  return services.surely.map((range) => ({ peer: found, services: range }));
};

/** The meant parts that anything odd may have to do with, by rule or by packet. */
const concernedParts = (
  { shared, own, meeting }: MeantRules,
  unmet: readonly MeantPart[],
  strangers: readonly Extent[],
): Set<MeantPart> => {
  const rules = [...shared.rules, ...own.rules];
  const concerned = new Set([...meeting, ...unmet]);
  const odd = [...strangers, ...rules.filter((rule) => unmet.includes(rule.part))];
  for (const rule of rules)
    if (!concerned.has(rule.part) && odd.some((extent) => packetsMayMeet(extent, rule)))
      concerned.add(rule.part);
  return concerned;
};

const reducedIndex = (
  group: ObservedGroup,
  parts: ReadonlySet<MeantPart>,
  { shared, own }: MeantRules,
  index: ObservationIndex,
): ObservationIndex => {
  const groups = new Map<string, ObservedGroup>();
  const named = [
    ...group.rules.flatMap(({ peer }) => (peer.kind === "group" ? [peer.groupId] : [])),
    ...[...shared.rules, ...own.rules].flatMap(({ part, peer }) =>
      peer.kind === "group" && parts.has(part) ? [peer.text] : [],
    ),
  ];
  for (const groupId of named) {
    const known = index.groups.get(groupId);
    if (known !== undefined) groups.set(groupId, known);
  }
  groups.set(group.groupId, group);
  return withGroups(index, groups);
};

const flowOf = ({ peer, service }: MeantPart): MeantFlow => ({ peer, services: [service] });

/** `in-line`: nothing remains. `whole`: nothing can be left out. */
export const reduceDirection = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): ReducedDirection | "in-line" | "whole" => {
  const model = tier[direction];
  if (model.mode === "unmanaged") return "in-line";
  const [groupId = "", ...others] = groupsOfTier(stack.bindings, tier.name);
  const group = index.groups.get(groupId);
  if (model.mode === "any" || others.length > 0 || group?.rulesKnown !== true) return "whole";
  const meant = meantRules(model, stack, index);
  if (meant === null) return "whole";
  const { strangers, unmet } = matchRules(group, direction, meant, index);
  if (strangers.length === 0 && unmet.length === 0 && meant.meeting.size === 0) return "in-line";

  const extents: Extent[] = [];
  for (const rule of strangers) {
    const extent = extentOf(rule, group, index);
    if (extent === null) return "whole";
    extents.push(...extent);
  }
  const concerned = concernedParts(meant, unmet, extents);
  const odd = new Set(strangers);
  const rules = group.rules.filter((rule) => {
    if (rule.direction !== direction) return false;
    const twin = odd.has(rule) ? null : twinOf(rule, meant);
    return twin === null || concerned.has(twin.part);
  });
  return {
    stack: { ...stack, openSources: [] },
    tier: { ...tier, [direction]: { mode: "list", flows: [...concerned].map(flowOf) } },
    index: reducedIndex({ ...group, rules }, concerned, meant, index),
  };
};
