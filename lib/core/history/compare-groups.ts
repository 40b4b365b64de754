/**
 * The groups of an account at two moments: which came and went, which rules each gained and lost, and what that means
 * in flows. A group that is not there allows nothing; one whose rules were not read may allow anything.
 */
import { type CanonicalRule, canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { groupFlows } from "#lib/core/group/group-flows.ts";
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { compareFlows, type FlowComparison, isChange } from "./compare-flows.ts";
import { latest, matched } from "./matched.ts";

export interface DescribedRule {
  readonly rule: CanonicalRule;
  /** As they stood before and after: foreign text, sorted, without repetition. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface GroupComparison {
  readonly groupId: string;
  /** Foreign text: its name after, or before where it is gone. */
  readonly name: string;
  readonly change: "gained" | "lost" | "changed";
  /** Null where the rules were not read at one of the moments. */
  readonly rules: {
    readonly gained: readonly CanonicalRule[];
    readonly lost: readonly CanonicalRule[];
    /** The same rule, otherwise described. */
    readonly described: readonly DescribedRule[];
  } | null;
  readonly ingress: FlowComparison;
  readonly egress: FlowComparison;
  /** What else is said of it otherwise: `name`, `description`, `tags`, `VPCs`. */
  readonly said: readonly string[];
}

const words = (rule: CanonicalRule): readonly string[] =>
  [...new Set(rule.copies.flatMap(({ description }) => description ?? []))].sort();

const compareRules = (
  before: ObservedGroup | null,
  after: ObservedGroup | null,
): GroupComparison["rules"] => {
  if (before?.rulesKnown === false || after?.rulesKnown === false) return null;
  const pairs = matched(
    canonicalRules(before?.rules ?? []),
    canonicalRules(after?.rules ?? []),
    ({ key }) => key,
  );
  return {
    gained: pairs.flatMap((pair) => (pair.change === "gained" ? [pair.after] : [])),
    lost: pairs.flatMap((pair) => (pair.change === "lost" ? [pair.before] : [])),
    described: pairs.flatMap((pair) => {
      if (pair.change !== "changed") return [];
      const said = { before: words(pair.before), after: words(pair.after) };
      return said.before.join("\n") === said.after.join("\n") ? [] : [{ rule: pair.after, ...said }];
    }),
  };
};

const saidOtherwise = (before: ObservedGroup | null, after: ObservedGroup | null): readonly string[] => {
  if (before === null || after === null) return [];
  const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  const vpcs = (group: ObservedGroup) => [group.vpcId, ...[...group.associatedVpcIds].sort()];
  const tags = (group: ObservedGroup) => Object.entries(group.tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(before.name === after.name ? [] : ["name"]),
    ...(before.description === after.description ? [] : ["description"]),
    ...(differ(tags(before), tags(after)) ? ["tags"] : []),
    ...(differ(vpcs(before), vpcs(after)) ? ["VPCs"] : []),
  ];
};

/** What the meaning of a reference or a prefix list depends on, beside the group that names it. */
const surroundings = ({ parts, prefixLists, peerings, vpcs, groups }: Observation): string =>
  JSON.stringify([
    Object.values(parts).map(({ complete }) => complete),
    prefixLists,
    peerings,
    vpcs.map(({ vpcId }) => vpcId),
    groups.map(({ groupId, ownerId, vpcId, associatedVpcIds }) => [
      groupId,
      ownerId,
      vpcId,
      associatedVpcIds,
    ]),
  ]);

const namesOthers = ({ rules, rulesKnown }: ObservedGroup): boolean =>
  !rulesKnown || rules.some(({ peer }) => peer.kind === "group" || peer.kind === "prefix-list");

/** Groups about which something is certainly different, or could not be told; by name and id. */
export const compareGroups = (
  before: ObservationIndex,
  after: ObservationIndex,
): readonly GroupComparison[] => {
  const sameAround = surroundings(before.observation) === surroundings(after.observation);
  // What was not read may name any group that is known at either moment.
  const symbols = [...new Set([...before.ownerByGroup.keys(), ...after.ownerByGroup.keys()])];
  const pairs = matched(before.observation.groups, after.observation.groups, ({ groupId }) => groupId);
  const all = pairs.flatMap((pair): readonly GroupComparison[] => {
    const group = latest(pair);
    const isSame = JSON.stringify(pair.before) === JSON.stringify(pair.after);
    if (isSame && (sameAround || !namesOthers(group))) return [];
    const flows = (direction: "ingress" | "egress"): FlowComparison =>
      compareFlows(
        groupFlows(group.groupId, direction, before, symbols),
        groupFlows(group.groupId, direction, after, symbols),
      );
    const compared: GroupComparison = {
      groupId: group.groupId,
      name: group.name,
      change: pair.change,
      rules: compareRules(pair.before, pair.after),
      ingress: flows("ingress"),
      egress: flows("egress"),
      said: saidOtherwise(pair.before, pair.after),
    };
    return isSame && !isChange(compared.ingress) && !isChange(compared.egress) ? [] : [compared];
  });
  return all
    .filter((group) => group.change !== "changed" || differs(group))
    .sort((a, b) => (a.name === b.name ? (a.groupId < b.groupId ? -1 : 1) : a.name < b.name ? -1 : 1));
};

/** Rules in another order, or copied, are no difference. */
const differs = ({ rules, ingress, egress, said }: GroupComparison): boolean =>
  rules === null ||
  rules.gained.length + rules.lost.length + rules.described.length + said.length > 0 ||
  isChange(ingress) ||
  isChange(egress);
