/**
 * The rule a grant needs on EC2. Grants on one source and group share one rule, which carries the latest end of theirs
 * and lives while any of them does. Where another lasting rule already lets the source in, nothing is added.
 */
import { type GrantEnd, grantRuleText, isGrantDescription, standingRuleText } from "../grant/grant-text.ts";
import { type RuleShape, ruleKey } from "../group/canonical-rule.ts";
import type { Observation, ObservedRule, Tags } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { isSubsetOfFlows, unionAllFlows } from "../net/flow-set.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Stack } from "../tier/pattern.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { whyDoorIsClosed } from "./closed-door.ts";
import { removesLastSource } from "./last-source.ts";
import type { PlanStep } from "./plan.ts";
import type { PlanGap, Proposal } from "./plan-match.ts";
import { type Limits, quotaGaps } from "./quota.ts";
import { describeQuotaGap } from "./quota-words.ts";
import { simulateAll } from "./simulate.ts";
import { ruleWords } from "./step-words.ts";

/** A rule that a live grant holds open. */
export interface GrantRule {
  readonly groupId: string;
  readonly shape: RuleShape;
}

export interface GrantInput {
  readonly stack: Stack;
  readonly observation: Observation;
  readonly groupId: string;
  readonly shape: RuleShape;
  /** This grant, and every other live one that shares its rule: those whose end EC2 must outlast. */
  readonly holders: readonly [GrantEnd, ...GrantEnd[]];
  /** The rules of all live grants, this one's excepted: they end, so they do not count as "already open". */
  readonly passing: readonly GrantRule[];
  readonly limits: Limits;
}

export interface GrantProposal extends Proposal {
  /** The lasting rule that already opens it, in words; null when the grant has a rule of its own. */
  readonly alreadyOpenBy: string | null;
}

const same = (rule: ObservedRule, shape: RuleShape): boolean => ruleKey(rule) === ruleKey(shape);

/** The rules, other than those of passing grants, that together let the whole source in already. */
function lastingCover(
  { groupId, shape, passing }: GrantInput,
  mode: GrantMode,
  index: ObservationIndex,
): readonly ObservedRule[] {
  const group = index.groups.get(groupId);
  if (group === undefined) return [];
  const wanted = ruleFlows(shape, group, index).possibly;
  const ending = new Set(
    passing.filter((rule) => rule.groupId === groupId).map((rule) => ruleKey(rule.shape)),
  );
  if (mode === "join") ending.add(ruleKey(shape));
  const lasting = group.rules.filter(
    (rule) =>
      rule.direction === shape.direction &&
      !ending.has(ruleKey(rule)) &&
      !isGrantDescription(rule.description),
  );
  const flows = (rule: ObservedRule) => ruleFlows(rule, group, index).surely;
  const alone = lasting.find((rule) => isSubsetOfFlows(wanted, flows(rule)));
  if (alone !== undefined) return [alone];
  return isSubsetOfFlows(wanted, unionAllFlows(lasting.map(flows))) ? lasting : [];
}

/** "tcp/22 from 198.51.100.0/24 (sgr-..., "office")": descriptions are attacker-controlled text. */
export function openingWords(rules: readonly ObservedRule[]): string {
  return rules
    .slice(0, 3)
    .map((rule) => {
      const notes = [rule.ruleId, rule.description === null ? null : `"${rule.description}"`];
      const note = notes.filter((each) => each !== null).join(", ");
      return note === "" ? ruleWords(rule) : `${ruleWords(rule)} (${note})`;
    })
    .join(" and ");
}

/** `cover`: the lasting rules that open it already; the grant rests on them. */
function proposed(
  steps: readonly PlanStep[],
  { stack, groupId }: Pick<GrantInput, "stack" | "groupId">,
  index: ObservationIndex,
  alreadyOpenBy: string | null,
  cover: readonly ObservedRule[] = [],
): GrantProposal {
  const { name, version } = stack.pattern;
  const after = indexObservation(simulateAll(index.observation, steps));
  return {
    plan: assemblePlan(
      steps,
      { name, version },
      index,
      cover.map((rule) => ({ groupId, rule })),
    ),
    leftOut: [],
    removesLastSource: removesLastSource(stack, index, after),
    alreadyOpenBy,
  };
}

const unreadable = (sentence: string) => fail<PlanGap>({ kind: "unreadable", sentence });

/** Rewrites what a rule says of its end; nothing when it says it already. */
function describeStep(
  groupId: string,
  present: ObservedRule,
  text: { readonly description: string; readonly tags: Tags },
): PlanStep[] {
  if (present.description === text.description) return [];
  const { ruleId, tags: _, ...rule } = present;
  return [{ action: "describe", groupId, rule, ruleId, ...text }];
}

/**
 * `open`: the first grant on its rule. `join`: others hold the rule now; it is added again should they let go of it
 * before, and described with the latest end. `extend`: it is the grant's own rule, which must be there by then.
 */
export type GrantMode = "open" | "join" | "extend";

/** Afterwards the rule is there and says its latest end; or another lasting rule opens it already. */
export function planGrant(input: GrantInput, mode: GrantMode): Result<GrantProposal, PlanGap> {
  const index = indexObservation(input.observation);
  const { groupId, shape, holders, stack, limits } = input;
  const why = whyDoorIsClosed(groupId, stack.name, index);
  if (why !== null) return unreadable(why);
  const text = grantRuleText(holders, stack.name);
  const present = index.groups.get(groupId)?.rules.find((rule) => same(rule, shape));
  // A rule of Sallyport's own may be newer than the observation; the worker looks again before it does anything.
  const there = present ?? { ...shape, description: null, ruleId: null, tags: {} };
  if (mode === "extend") return succeed(proposed(describeStep(groupId, there, text), input, index, null));
  const cover = lastingCover(input, mode, index);
  if (cover.length > 0) return succeed(proposed([], input, index, openingWords(cover), cover));
  const authorize: PlanStep = {
    action: "authorize",
    groupId,
    rule: { ...shape, description: text.description },
    tags: text.tags,
  };
  const [gap] = quotaGaps([authorize], limits, index);
  if (gap !== undefined) return fail({ kind: "quota", sentence: describeQuotaGap(gap, false) });
  if (mode === "open") return succeed(proposed([authorize], input, index, null));
  return succeed(proposed([authorize, ...describeStep(groupId, there, text)], input, index, null));
}

export interface GrantEndInput {
  readonly stack: Stack;
  readonly observation: Observation;
  readonly groupId: string;
  readonly shape: RuleShape;
  /** Live grants that go on sharing the rule. */
  readonly remaining: readonly GrantEnd[];
  /** A standing source of the stack needs the same rule. */
  readonly standing: boolean;
  /** The grant never had a rule of its own. */
  readonly alreadyOpenBy: string | null;
}

/**
 * Closes a grant: takes its rule away by exact properties when nothing else needs it, else rewrites what the rule says
 * of its end. Never refused for leaving nobody who can open SSH: that is said, not prevented.
 */
export function planGrantEnd(input: GrantEndInput): Result<GrantProposal, PlanGap> {
  const index = indexObservation(input.observation);
  const { groupId, shape, remaining, standing, alreadyOpenBy, stack } = input;
  const rules = index.groups.get(groupId)?.rules ?? [];
  const present = rules.find((rule) => same(rule, shape));
  if (alreadyOpenBy !== null) return succeed(proposed([], input, index, alreadyOpenBy));
  const group = index.groups.get(groupId);
  if (group !== undefined && !group.rulesKnown) {
    return unreadable(`The rules of ${groupId} could not be read, so nothing is planned for it.`);
  }
  if (present === undefined) return succeed(proposed([], input, index, null));
  const [first, ...rest] = remaining;
  if (!standing && first === undefined) {
    const { ruleId, tags: _, ...rule } = present;
    return succeed(proposed([{ action: "revoke", groupId, rule, ruleId }], input, index, null));
  }
  const text =
    standing || first === undefined
      ? standingRuleText(stack.name)
      : grantRuleText([first, ...rest], stack.name);
  return succeed(proposed(describeStep(groupId, present, text), input, index, null));
}
