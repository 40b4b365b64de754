/**
 * The difference of one tier and direction, made small before the algebra looks at it.
 *
 * Rules that are written exactly as the model would write them, and that have nothing to do with whatever else is
 * meant or held, are as they should be: they are left out, on both sides. What remains has the same findings as the
 * whole, and in most tiers nothing remains. What cannot be told this way is left to the algebra as it is.
 */
import type { Direction, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { type ObservationIndex, withGroups } from "#lib/core/group/observation-index.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { rulesAt, withRules } from "#lib/core/group/rules-on-demand.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { MeantFlow, Stack, Tier } from "#lib/core/tier/pattern.ts";
import { concernedParts } from "./concerned-parts.ts";
import type { Extent } from "./extent.ts";
import { type Match, matchRules } from "./match-rules.ts";
import { groupOf, type MeantRules, meantRules, rulesOf } from "./meant-rules.ts";
import { type MeantPart, NONE } from "./written-flows.ts";
import { cidrPeer, groupPeer, prefixListPeer, type WrittenPeer } from "./written-peer.ts";

/** A stack, tier and observation of which `diffDirection` finds the same as of the whole. */
export interface ReducedDirection {
  readonly stack: Stack;
  readonly tier: Tier;
  readonly index: ObservationIndex;
}

const writtenPeer = ({ peer }: ObservedRule, index: ObservationIndex): WrittenPeer | null => {
  if (peer.kind === "group") return groupPeer(peer.groupId);
  if (peer.kind === "prefix-list") return prefixListPeer(peer.prefixListId, index);
  const network = cidrPeer(peer.cidr);
  return network?.kind === peer.kind ? network : null;
};

/** All that a rule possibly lets through; null where that is more than its peer says. */
const extentsOf = (rule: ObservedRule, index: ObservationIndex): Extent[] | null => {
  const peer = writtenPeer(rule, index);
  if (peer === null) return null;
  return ruleServices(rule).possibly.map((services) => ({ peer, services }));
};

const reducedIndex = (
  group: ObservedGroup,
  parts: ReadonlySet<MeantPart>,
  meant: MeantRules,
  index: ObservationIndex,
): ObservationIndex => {
  const groups = new Map<string, ObservedGroup>();
  const named = [
    ...group.rules.flatMap(({ peer }) => (peer.kind === "group" ? [peer.groupId] : [])),
    ...rulesOf(meant).flatMap(({ part, peer }) =>
      peer.family === null && parts.has(part) ? [groupOf(peer, meant)] : [],
    ),
  ];
  for (const groupId of named) {
    const known = index.groups.get(groupId);
    if (known !== undefined) groups.set(groupId, known);
  }
  groups.set(group.groupId, group);
  return withGroups(index, groups);
};

/** The places of the strangers, and of the rules that are written like those of the parts. */
const placesOf = (
  { strangers, heldAt, repeated }: Match,
  meant: MeantRules,
  parts: ReadonlySet<MeantPart>,
): ReadonlySet<number> => {
  const places = new Set(strangers);
  const isOfParts = rulesOf(meant).map(({ part }) => parts.has(part));
  heldAt.forEach((place, twin) => {
    if (isOfParts[twin] && place !== NONE) places.add(place);
  });
  for (const [place, twin] of repeated) if (isOfParts[twin]) places.add(place);
  return places;
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
  const match = matchRules(group, direction, meant, index);
  if (match.isInLine) return "in-line";
  const { strangers, unmet } = match;

  const strange = rulesAt(group, strangers);
  const extents: Extent[] = [];
  for (const rule of strange) {
    const found = extentsOf(rule, index);
    if (found === null) return "whole";
    extents.push(...found);
  }
  const concerned = concernedParts(meant, unmet, extents, index);
  const rules = concerned.size === 0 ? strange : rulesAt(group, placesOf(match, meant, concerned));
  return {
    stack: { ...stack, openSources: [] },
    tier: { ...tier, [direction]: { mode: "list", flows: [...concerned].map(flowOf) } },
    index: reducedIndex(withRules(group, rules), concerned, meant, index),
  };
};
