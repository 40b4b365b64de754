/** One tier and direction as plain JSON: meant, actual, the difference, and every rule with its verdict. */
import { type Bounds, unionBounds, unknownPart } from "#lib/core/group/bounds.ts";
import type { RuleShape } from "#lib/core/group/canonical-rule.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { canonicalText } from "#lib/core/group/rule-text.ts";
import { canonicaliseCidr, hidesIpv4 } from "#lib/core/net/cidr.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack, Tier } from "#lib/core/tier/pattern.ts";
import { compareTier, type TierComparison, unknownFlows } from "./compare-tier.ts";
import type { Finding } from "./finding.ts";
import { missingFindings, unknownFindings } from "./flow-findings.ts";
import { type HeldRule, heldRules, type JudgedRule, judgeRule, type Verdict } from "./judge-rules.ts";
import { type Line, linesOf } from "./line.ts";
import { worldServices } from "./open-to-world.ts";
import { jointlyRemovable, redundantRules } from "./redundant-rules.ts";

/** One distinct rule of one group. */
export interface RuleVerdict extends RuleShape {
  /** `GROUP KEY`: the rule in this observation and any other. */
  readonly id: string;
  readonly groupId: string;
  readonly key: string;
  readonly ruleIds: readonly string[];
  /** `unmanaged`: the pattern says nothing about this direction. */
  readonly verdict: Verdict | "unmanaged";
  /** The part that was meant, the part that was not, and what cannot be told. */
  readonly inside: readonly Line[];
  readonly outside: readonly Line[];
  readonly unknown: readonly Line[];
  /** One of the redundant rules that can all go at once. */
  readonly removable: boolean;
  /** Services in `outside` that are open to the Internet, alone or in pieces with other rules. */
  readonly openToWorld: readonly string[];
  /** An IPv6 network made of IPv4 addresses: no IPv4 packet matches it, whatever its author thought. */
  readonly hidesIpv4: boolean;
}

export interface DirectionDiff {
  readonly direction: Direction;
  readonly mode: Tier["ingress"]["mode"];
  /** What must be there; empty when unmanaged. */
  readonly meant: readonly Line[];
  readonly missing: readonly Line[];
  readonly excess: readonly Line[];
  /** Flows that may be missing or too many; nobody can tell. */
  readonly unknown: readonly Line[];
  readonly rules: readonly RuleVerdict[];
}

export interface DirectionAnswer {
  readonly diff: DirectionDiff;
  readonly findings: readonly Finding[];
}

const ruleFields = ({ groupId, rule }: HeldRule) => {
  const { key, ruleIds, direction, protocol, fromPort, toPort, peer } = rule;
  const cidr = peer.kind === "ipv6" ? canonicaliseCidr(peer.cidr) : null;
  const flag = { hidesIpv4: cidr?.ok === true && hidesIpv4(cidr.value) };
  return {
    id: `${groupId} ${key}`,
    groupId,
    key,
    ruleIds,
    direction,
    protocol,
    fromPort,
    toPort,
    peer,
    ...flag,
  };
};

const unmanagedDirection = (stack: Stack, tier: Tier, direction: Direction, index: ObservationIndex) => {
  const rules = heldRules(groupsOfTier(stack.bindings, tier.name), direction, index);
  const verdicts = rules.map(
    (held): RuleVerdict => ({
      ...ruleFields(held),
      verdict: "unmanaged",
      inside: linesOf(held.flows.surely, index),
      outside: [],
      unknown: linesOf(unknownPart(held.flows), index),
      removable: false,
      openToWorld: [],
    }),
  );
  const none = { meant: [], missing: [], excess: [], unknown: [] };
  return { diff: { direction, mode: "unmanaged" as const, ...none, rules: verdicts }, findings: [] };
};

/** A rule of the tier with what is said of it. */
interface RuleAnswer {
  readonly judged: JudgedRule;
  readonly verdict: Verdict;
  /** Services in its outside that are open to the Internet, alone or in pieces with other rules. */
  readonly openToWorld: readonly string[];
}

const judgeRules = (
  rules: readonly HeldRule[],
  comparison: TierComparison,
  index: ObservationIndex,
): RuleAnswer[] => {
  const judged = rules.map((held) => judgeRule(held, comparison));
  const meant = judged.filter((rule) => rule.verdict === "inside");
  const redundant = redundantRules(meant, comparison, index);
  const world = worldServices(judged.map((rule) => rule.outside.surely));
  return judged.map((rule, position) => ({
    judged: rule,
    verdict: rule.verdict === "inside" ? (redundant.has(rule) ? "redundant" : "needed") : rule.verdict,
    openToWorld: printServices(world[position] ?? []),
  }));
};

const verdictsOf = (
  answers: readonly RuleAnswer[],
  comparison: TierComparison,
  index: ObservationIndex,
): RuleVerdict[] => {
  const meant = answers.flatMap(({ judged }) => (judged.verdict === "inside" ? [judged] : []));
  const redundant = answers.flatMap(({ judged, verdict }) => (verdict === "redundant" ? [judged] : []));
  const removable = new Set(jointlyRemovable(meant, new Set(redundant), comparison, index));
  return answers.map(({ judged, verdict, openToWorld }) => ({
    ...ruleFields(judged),
    verdict,
    inside: linesOf(judged.inside.surely, index),
    outside: linesOf(judged.outside.surely, index),
    unknown: verdict === "unknown" ? linesOf(judged.flows.possibly, index) : [],
    removable: removable.has(judged),
    openToWorld,
  }));
};

const KIND = {
  stale: "stale-reference",
  extra: "extra",
  "too-wide": "too-wide",
  redundant: "redundant",
} as const;

const ruleFinding = (tier: string, answer: RuleAnswer, index: ObservationIndex): Finding[] => {
  const { judged, verdict, openToWorld } = answer;
  if (verdict === "needed") return [];
  const { groupId, key, ruleIds, direction, hidesIpv4: hides } = ruleFields(judged);
  const where = { tier, direction, groupId, ruleKey: key, ruleIds, rule: canonicalText(judged.rule) };
  if (verdict === "unknown") {
    const id = `unknown/${tier}/${groupId}/${key}`;
    const lines = linesOf(judged.flows.possibly, index);
    return [{ kind: "unknown", id, subject: "rule", ...where, lines, witness: null }];
  }
  const kind = KIND[verdict];
  const lines = linesOf(verdict === "redundant" ? judged.inside.surely : judged.outside.surely, index);
  const id = `${kind}/${tier}/${groupId}/${key}`;
  const witness = lines[0]?.witness ?? null;
  return [{ kind, id, ...where, lines, witness, openToWorld, hidesIpv4: hides }];
};

/** An unread group may let in any group there is: of these only the ones that the model or a rule names are listed. */
const nameable = (flows: FlowSet, { required }: TierComparison, rules: readonly HeldRule[]): FlowSet => {
  const named = new Set([
    ...required.possibly.groups.map(({ groupId }) => groupId),
    ...rules.flatMap(({ rule: { peer } }) => (peer.kind === "group" ? [peer.groupId] : [])),
  ]);
  return { ...flows, groups: flows.groups.filter(({ groupId }) => named.has(groupId)) };
};

/** A direction as it is compared, before any of it is written as text. */
interface ComparedDirection {
  readonly comparison: TierComparison;
  readonly held: readonly HeldRule[];
  readonly answers: readonly RuleAnswer[];
  readonly findings: readonly Finding[];
}

/** What each group allows whose rules were read: the union of its rules, whose flows are needed one by one as well. */
const flowsByGroup = (
  groupIds: readonly string[],
  held: readonly HeldRule[],
  index: ObservationIndex,
): ReadonlyMap<string, Bounds> =>
  new Map(
    groupIds
      .filter((groupId) => index.groups.get(groupId)?.rulesKnown === true)
      .map((groupId) => [
        groupId,
        unionBounds(held.filter((rule) => rule.groupId === groupId).map(({ flows }) => flows)),
      ]),
  );

const compareDirection = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): ComparedDirection | null => {
  if (tier[direction].mode === "unmanaged") return null;
  const groupIds = groupsOfTier(stack.bindings, tier.name);
  const held = heldRules(groupIds, direction, index);
  const comparison = compareTier(stack, tier, direction, index, flowsByGroup(groupIds, held, index));
  if (comparison === null) return null;
  const answers = judgeRules(held, comparison, index);
  const findings = [
    ...missingFindings(tier.name, direction, comparison, held, index),
    ...answers.flatMap((answer) => ruleFinding(tier.name, answer, index)),
    ...unknownFindings(tier.name, direction, comparison, index),
  ];
  return { comparison, held, answers, findings };
};

/** The findings of a direction without its lines and verdicts. */
export const directionFindings = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): readonly Finding[] => compareDirection(stack, tier, direction, index)?.findings ?? [];

export const diffDirection = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): DirectionAnswer => {
  const compared = compareDirection(stack, tier, direction, index);
  if (compared === null) return unmanagedDirection(stack, tier, direction, index);
  const { comparison, held, answers, findings } = compared;
  return {
    diff: {
      direction,
      mode: tier[direction].mode,
      meant: linesOf(comparison.required.possibly, index),
      missing: linesOf(comparison.missing, index),
      excess: linesOf(comparison.excess, index),
      unknown: linesOf(nameable(unknownFlows(comparison), comparison, held), index),
      rules: verdictsOf(answers, comparison, index),
    },
    findings,
  };
};
