/**
 * Which rules that were meant add nothing to the other rules that were meant.
 *
 * Only rules wholly inside the model count as cover: one that is extra or too wide should go, and must not make the
 * rule that stays look superfluous. A rule is covered when every packet it lets through is let through by the cover
 * (by packet), and the cover also names, by rule, each flow of it that the model requires. So removing it changes
 * neither what packets meet nor the diff.
 */
import { exactly } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import type { Segment } from "#lib/core/net/segment.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { TierComparison } from "./compare-tier.ts";
import type { HeldRule } from "./judge-rules.ts";

type Judge = Pick<TierComparison, "required" | "carried">;

const isCovered = (rule: HeldRule, cover: FlowSet, judge: Judge, index: ObservationIndex): boolean => {
  const rest = subtractFlows(rule.flows.possibly, cover);
  if (isEmptyFlows(rest)) return true;
  if (!isEmptyFlows(intersectFlows(rest, judge.required.possibly))) return false;
  return isSubsetOfFlows(byPacket(exactly(rest), index).possibly, byPacket(exactly(cover), index).surely);
};

/** The combinations of groups that an interface with this rule may carry. */
const settingsOf = (rule: HeldRule, judge: Judge): readonly (readonly string[])[] => {
  const settings = judge.carried.possibly.filter((carried) => carried.includes(rule.groupId));
  return settings.length === 0 ? [[rule.groupId]] : settings;
};

/** For each rule, the union of all the others: one pass from each end. */
const unionsOfOthers = (rules: readonly HeldRule[]): Map<HeldRule, FlowSet> => {
  const after: FlowSet[] = [NO_FLOWS];
  for (const rule of [...rules].reverse())
    after.push(unionFlows(after.at(-1) ?? NO_FLOWS, rule.flows.surely));
  const others = new Map<HeldRule, FlowSet>();
  let before = NO_FLOWS;
  rules.forEach((rule, position) => {
    others.set(rule, unionFlows(before, after[rules.length - 1 - position] ?? NO_FLOWS));
    before = unionFlows(before, rule.flows.surely);
  });
  return others;
};

/** The rules that the others together cover, each looked at alone. */
export const redundantRules = (
  meant: readonly HeldRule[],
  judge: Judge,
  index: ObservationIndex,
): Set<HeldRule> => {
  const othersIn = new Map<string, Map<HeldRule, FlowSet>>();
  const coverOf = (rule: HeldRule, setting: readonly string[]): FlowSet => {
    const name = setting.join(" ");
    const known =
      othersIn.get(name) ?? unionsOfOthers(meant.filter((other) => setting.includes(other.groupId)));
    othersIn.set(name, known);
    return known.get(rule) ?? NO_FLOWS;
  };
  return new Set(
    meant.filter((rule) =>
      settingsOf(rule, judge).every((setting) => isCovered(rule, coverOf(rule, setting), judge, index)),
    ),
  );
};

const countServices = (services: ServiceSet): bigint =>
  BigInt(services.reduce((sum, range) => sum + range.to - range.from + 1, 0));

const countSegments = (segments: readonly Segment[]): bigint =>
  segments.reduce((sum, { from, to, services }) => sum + (to - from + 1n) * countServices(services), 0n);

/** How many flows a set has; a group counts as one peer. */
const countFlows = (set: FlowSet): bigint =>
  countSegments(set.ipv4) +
  countSegments(set.ipv6) +
  set.groups.reduce((sum, group) => sum + countServices(group.services), 0n);

/** Narrow before wide, then by group and key: of two ways to say the same, the shorter list stays. */
const narrowFirst = (rules: Iterable<HeldRule>): HeldRule[] =>
  [...rules]
    .map((rule) => ({
      rule,
      size: countFlows(rule.flows.possibly),
      name: `${rule.groupId} ${rule.rule.key}`,
    }))
    .sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : a.name < b.name ? -1 : 1))
    .map(({ rule }) => rule);

/** Redundant rules that can all go at once: each is still covered by the rules that stay. */
export const jointlyRemovable = (
  meant: readonly HeldRule[],
  redundant: ReadonlySet<HeldRule>,
  judge: Judge,
  index: ObservationIndex,
): HeldRule[] => {
  const kept = new Set(meant);
  for (const rule of narrowFirst(redundant)) {
    const coverIn = (setting: readonly string[]) =>
      unionAllFlows(
        [...kept].flatMap((other) =>
          other !== rule && setting.includes(other.groupId) ? [other.flows.surely] : [],
        ),
      );
    if (settingsOf(rule, judge).every((setting) => isCovered(rule, coverIn(setting), judge, index)))
      kept.delete(rule);
  }
  return meant.filter((rule) => !kept.has(rule));
};
