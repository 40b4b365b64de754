/**
 * The way back from what somebody changed outside Sallyport, as far as it led away from the model: a rule that came
 * and was not meant goes, a rule that went and is missed comes back. What led towards the model stays, and of what the
 * model says nothing, or cannot tell, people judge. A rule of a grant does not come back by itself.
 */
import type { RuleVerdict } from "../diff/diff-direction.ts";
import { diffStack } from "../diff/diff-stack.ts";
import { isGrantDescription } from "../grant/grant-text.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Stack } from "../tier/pattern.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { removesLastSource } from "./last-source.ts";
import { untouchable } from "./left-out.ts";
import { limitsInForce } from "./limits-in-force.ts";
import type { Plan, PlanStep, RuleSpecification } from "./plan.ts";
import type { PlanGap } from "./plan-match.ts";
import { revokeStep } from "./plan-side.ts";
import { quotaGaps } from "./quota.ts";
import { describeQuotaGap } from "./quota-words.ts";
import { simulateAll } from "./simulate.ts";
import { ruleWords } from "./step-words.ts";

/** A rule that somebody else added or took away, as it was or is. */
export interface DriftedRule {
  readonly groupId: string;
  readonly change: "appeared" | "gone";
  readonly rule: RuleSpecification;
}

export interface PutBack {
  /** Without steps where nothing is to be put back. */
  readonly plan: Plan;
  /** What stays as it is, and why, in the order given. */
  readonly leftOut: readonly { readonly drifted: DriftedRule; readonly because: string }[];
}

const isThere = ({ groupId, rule }: DriftedRule, { groups }: ObservationIndex): boolean =>
  groups.get(groupId)?.rules.some((each) => ruleKey(each) === ruleKey(rule)) === true;

/** Null for a rule of a group that plays none of the stack's tiers. */
const verdictOf = (
  { groupId, rule }: DriftedRule,
  stack: Stack,
  index: ObservationIndex,
): RuleVerdict["verdict"] | null => {
  const key = ruleKey(rule);
  const rules = diffStack(stack, index.observation, index).tiers.flatMap(({ ingress, egress }) => [
    ...ingress.rules,
    ...egress.rules,
  ]);
  return rules.find((each) => each.groupId === groupId && each.key === key)?.verdict ?? null;
};

const JUDGED: Readonly<Record<RuleVerdict["verdict"], string>> = {
  stale: "it names a group that is gone, and grants nothing",
  unknown: "whether it is meant cannot be told",
  unmanaged: "the pattern says nothing about this direction",
  needed: "the model asks for it",
  redundant: "the model asks for what it allows",
  extra: "the model does not ask for it",
  "too-wide": "the model does not ask for all of it",
};
const because = (verdict: RuleVerdict["verdict"] | null): string =>
  verdict === null ? "its group is not the stack's" : JUDGED[verdict];

type Judged = { readonly step: PlanStep } | { readonly because: string };

function takeAway(drifted: DriftedRule, stack: Stack, index: ObservationIndex): Judged {
  const step = revokeStep(drifted.groupId, ruleKey(drifted.rule), index);
  if (step === null) return { because: "It is not there any more." };
  const verdict = verdictOf(drifted, stack, index);
  if (verdict === "extra" || verdict === "too-wide") return { step };
  return { because: `${ruleWords(drifted.rule)} stays: ${because(verdict)}.` };
}

function giveBack(drifted: DriftedRule, stack: Stack, index: ObservationIndex): Judged {
  const { groupId, rule } = drifted;
  if (isThere(drifted, index)) return { because: "It is there again." };
  const words = `${ruleWords(rule)} does not come back`;
  if (isGrantDescription(rule.description))
    return { because: `${words}: it was a grant's, and must be asked for.` };
  const step: PlanStep = { action: "authorize", groupId, rule, tags: { "sallyport:stack": stack.name } };
  const verdict = verdictOf(drifted, stack, indexObservation(simulateAll(index.observation, [step])));
  return verdict === "needed" ? { step } : { because: `${words}: ${because(verdict)}.` };
}

/**
 * What goes is judged first, then each rule that went, beside those that come back before it. A gap when there is no
 * room, or nobody could open SSH afterwards.
 */
export function planPutBack(
  stack: Stack,
  drifted: readonly DriftedRule[],
  observation: Observation,
): Result<PutBack, PlanGap> {
  const before = indexObservation(observation);
  let world = before;
  const judge = (each: DriftedRule) => {
    const why = untouchable(each.groupId, before);
    const judged =
      why === null
        ? (each.change === "appeared" ? takeAway : giveBack)(each, stack, world)
        : { because: why };
    if ("step" in judged) world = indexObservation(simulateAll(world.observation, [judged.step]));
    return { drifted: each, judged };
  };
  // Two rules that came are judged side by side: what goes first must not make the other needed.
  const came = drifted.filter(({ change }) => change === "appeared").map(judge);
  const went = drifted.filter(({ change }) => change === "gone").map(judge);
  const all = drifted.map((each) => [...came, ...went].find((other) => other.drifted === each));
  const stepsOf = (judged: typeof came) =>
    judged.flatMap((each) => ("step" in each.judged ? [each.judged.step] : []));
  const steps = [...stepsOf(went), ...stepsOf(came)];
  const leftOut = all.flatMap((each) =>
    each !== undefined && "because" in each.judged
      ? [{ drifted: each.drifted, because: each.judged.because }]
      : [],
  );
  const [gap] = quotaGaps(steps, limitsInForce(observation), before);
  if (gap !== undefined) return fail({ kind: "unreadable", sentence: describeQuotaGap(gap, false) });
  if (removesLastSource(stack, before, indexObservation(simulateAll(observation, steps)))) {
    const sentence = `Without it nobody could open SSH to ${stack.name}: that is not done by itself.`;
    return fail({ kind: "last-source", sentence });
  }
  const { name, version } = stack.pattern;
  return succeed({ plan: assemblePlan(steps, { name, version }, before), leftOut });
}
