/**
 * The way back from steps that were carried out, against what EC2 is now: what they added and is still there goes,
 * what they took away and is still missing comes. What others changed meanwhile stays as they left it.
 */
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
import { addedRule, isRuleStep, type RuleStep, removedRule } from "./step-rules.ts";
import { ruleWords } from "./step-words.ts";

export interface RollBack {
  readonly plan: Plan;
  readonly removesLastSource: boolean;
  /** What stays as it is though it was done, and why: a sentence each. */
  readonly leftOut: readonly string[];
}

interface Inverse {
  readonly steps: readonly PlanStep[];
  readonly leftOut: readonly string[];
}

const NOTHING: Inverse = { steps: [], leftOut: [] };
const left = (sentence: string): Inverse => ({ steps: [], leftOut: [sentence] });

const isThere = (groupId: string, rule: RuleSpecification, index: ObservationIndex): boolean =>
  index.groups.get(groupId)?.rules.some((each) => ruleKey(each) === ruleKey(rule)) === true;

function takeAway(groupId: string, rule: RuleSpecification | null, index: ObservationIndex): Inverse {
  const step = rule === null ? null : revokeStep(groupId, ruleKey(rule), index);
  if (step === null) return NOTHING;
  if (!isGrantDescription(step.rule.description)) return { steps: [step], leftOut: [] };
  return left(`${ruleWords(step.rule)} stays in ${groupId}: a grant holds it now.`);
}

function giveBack(
  groupId: string,
  rule: RuleSpecification | null,
  stackName: string,
  index: ObservationIndex,
): Inverse {
  if (rule === null || isThere(groupId, rule, index)) return NOTHING;
  if (isGrantDescription(rule.description))
    return left(
      `${ruleWords(rule)} does not come back to ${groupId}: it was a grant's, and must be asked for.`,
    );
  return {
    steps: [{ action: "authorize", groupId, rule, tags: { "sallyport:stack": stackName } }],
    leftOut: [],
  };
}

function inverseOfRules(step: RuleStep, stackName: string, index: ObservationIndex): Inverse {
  if (step.action === "describe") return NOTHING;
  const why = untouchable(step.groupId, index);
  if (why !== null) return left(why);
  const back = giveBack(step.groupId, removedRule(step), stackName, index);
  const away = takeAway(step.groupId, addedRule(step), index);
  return { steps: [...back.steps, ...away.steps], leftOut: [...back.leftOut, ...away.leftOut] };
}

function inverseOfGroups(
  { interfaceId, before, after }: Extract<PlanStep, { action: "set-interface-groups" }>,
  { observation, groups }: ObservationIndex,
): Inverse {
  const now = observation.interfaces.find((each) => each.interfaceId === interfaceId)?.groupIds;
  if (now === undefined) return left(`The interface ${interfaceId} does not exist any more.`);
  const returning = before.filter((groupId) => !after.includes(groupId) && !now.includes(groupId));
  const gone = returning.filter((groupId) => !groups.has(groupId));
  if (gone.length > 0) return left(`${interfaceId} does not get ${gone.join(", ")} back: it is gone.`);
  const then = [
    ...now.filter((groupId) => before.includes(groupId) || !after.includes(groupId)),
    ...returning,
  ];
  if (then.length === now.length && returning.length === 0) return NOTHING;
  if (then.length === 0) return left(`${interfaceId} would carry no group.`);
  return {
    steps: [{ action: "set-interface-groups", interfaceId, before: now, after: then }],
    leftOut: [],
  };
}

const ORDER: readonly PlanStep["action"][] = ["authorize", "set-interface-groups", "revoke"];

/**
 * `done`: the steps that were carried out, in their order. A gap when there is no room for it, when nobody could open
 * SSH afterwards and the request does not accept that, or when nothing is left to undo.
 */
export function planRollBack(
  stack: Stack,
  done: readonly PlanStep[],
  observation: Observation,
  accept: { readonly acceptNoSshSource: boolean },
): Result<RollBack, PlanGap> {
  const index = indexObservation(observation);
  let world = index;
  const inverses = done.toReversed().map((step): Inverse => {
    const inverse = isRuleStep(step)
      ? inverseOfRules(step, stack.name, world)
      : step.action === "set-interface-groups"
        ? inverseOfGroups(step, world)
        : left("Groups that were made or deleted are not rolled back: retire the stack, or make it anew.");
    // What two steps touched is undone once, the later one first.
    if (inverse.steps.length > 0) world = indexObservation(simulateAll(world.observation, inverse.steps));
    return inverse;
  });
  const steps = inverses
    .flatMap((each) => each.steps)
    .toSorted((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
  const leftOut = [...new Set(inverses.flatMap((each) => each.leftOut))];
  if (steps.length === 0) {
    const sentence = `Nothing of it is left to roll back. ${leftOut.join(" ")}`.trim();
    return fail({ kind: "unreadable", sentence });
  }
  const [gap] = quotaGaps(steps, limitsInForce(observation), index);
  if (gap !== undefined) return fail({ kind: "unreadable", sentence: describeQuotaGap(gap, false) });
  const isLast = removesLastSource(stack, index, indexObservation(simulateAll(observation, steps)));
  if (isLast && !accept.acceptNoSshSource) {
    const sentence = `After this nobody could open SSH to ${stack.name}. Open a source first, or say in the request that this is meant.`;
    return fail({ kind: "last-source", sentence });
  }
  const { name, version } = stack.pattern;
  return succeed({ plan: assemblePlan(steps, { name, version }, index), removesLastSource: isLast, leftOut });
}
