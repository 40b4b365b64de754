/** One rule: removed, or narrowed to what was meant of it. */
import type { StackDiff } from "../diff/diff-stack.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Stack } from "../tier/pattern.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { removesLastSource } from "./last-source.ts";
import { untouchable } from "./left-out.ts";
import { type MatchOptions, type PlanGap, type Proposal, planMatch } from "./plan-match.ts";
import { revokeStep } from "./plan-side.ts";
import { simulateAll } from "./simulate.ts";

export interface RuleChange {
  readonly groupId: string;
  /** As `RuleVerdict.key`. */
  readonly ruleKey: string;
  readonly change: "remove" | "narrow";
}

const unreadable = (sentence: string) => fail<PlanGap>({ kind: "unreadable", sentence });

/** `diff` must be `diffStack(stack, observation)`. */
export function planRule(
  stack: Stack,
  diff: StackDiff,
  observation: Observation,
  change: RuleChange,
  options: MatchOptions,
): Result<Proposal, PlanGap> {
  const index = indexObservation(observation);
  const why = untouchable(change.groupId, index);
  if (why !== null) return unreadable(why);
  if (change.change === "narrow") {
    const finding = diff.findings.find(
      (each) =>
        each.kind === "too-wide" && each.groupId === change.groupId && each.ruleKey === change.ruleKey,
    );
    if (finding === undefined) {
      return unreadable("This rule is not too wide: there is nothing to narrow it to.");
    }
    return planMatch(stack, diff, observation, { ...options, only: new Set([finding.id]) });
  }
  const step = revokeStep(change.groupId, change.ruleKey, index);
  if (step === null) return unreadable("This rule is not there any more.");
  const isLast = removesLastSource(stack, index, indexObservation(simulateAll(observation, [step])));
  if (isLast && !options.acceptNoSshSource) {
    const sentence = `After this nobody could open SSH to ${stack.name}. Open a source first, or say in the request that this is meant.`;
    return fail({ kind: "last-source", sentence });
  }
  const { name, version } = stack.pattern;
  return succeed({
    plan: assemblePlan([step], { name, version }, index),
    leftOut: [],
    removesLastSource: isLast,
  });
}
