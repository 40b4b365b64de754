/**
 * "Make it match": the steps that bring a stack in line with its model, and nothing else.
 *
 * Across all groups, authorise first, then revoke by exact properties, one rule a step: every state on the way lies
 * between before and after (law 4). Where interfaces get a group, that group and the rules that name it are cleaned
 * before, so that nobody is let in for a moment by what is about to go.
 */
import type { StackDiff } from "../diff/diff-stack.ts";
import type { Finding, MembershipFinding } from "../diff/finding.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Stack } from "../tier/pattern.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { interrupts } from "./interrupts.ts";
import { removesLastSource } from "./last-source.ts";
import { type LeftOut, whyLeftOut } from "./left-out.ts";
import { meantRules } from "./meant-rules.ts";
import { orderWithinQuota } from "./order-within-quota.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { type MembershipPlan, planMembership, postponed } from "./plan-membership.ts";
import { planSide, type SideSteps } from "./plan-side.ts";
import { type Limits, quotaGaps } from "./quota.ts";
import { describeQuotaGap } from "./quota-words.ts";
import type { Revoke } from "./rule-steps.ts";
import { simulateAll } from "./simulate.ts";

export interface MatchOptions {
  /** Also remove rules that add nothing, and references that reach nobody. */
  readonly removeRedundant: boolean;
  /** The request says that nobody may be able to open SSH afterwards (law 5). */
  readonly acceptNoSshSource: boolean;
  /** The request says that, where the quota leaves no room, rules may go before their replacements come. */
  readonly acceptQuotaGap: boolean;
  readonly limits: Limits;
  /** Only these findings, by id; all when absent. */
  readonly only?: ReadonlySet<string>;
}

export interface Proposal {
  readonly plan: Plan;
  readonly leftOut: readonly LeftOut[];
  /** Afterwards nobody could open SSH to the stack. */
  readonly removesLastSource: boolean;
}

/** Why there is no plan. `sentence` is for people. */
export interface PlanGap {
  readonly kind: "last-source" | "quota" | "unreadable";
  readonly sentence: string;
}

const isMembership = (finding: Finding): finding is MembershipFinding =>
  finding.kind === "no-door" || finding.kind === "lacks-tier";

const isNote = (finding: Finding): boolean =>
  finding.kind === "redundant" || finding.kind === "stale-reference";

/** Rules that add nothing are planned only together, as a set proven jointly removable. */
function wanted(diff: StackDiff, { only, removeRedundant }: MatchOptions): readonly Finding[] {
  const removable = new Set(
    diff.tiers.flatMap((tier) =>
      [...tier.ingress.rules, ...tier.egress.rules].flatMap((rule) => (rule.removable ? [rule.id] : [])),
    ),
  );
  return diff.findings.filter((finding) => {
    if (only !== undefined && !only.has(finding.id)) return false;
    if (!isNote(finding)) return finding.kind !== "listed-interface";
    if (!removeRedundant) return false;
    return finding.kind !== "redundant" || removable.has(`${finding.groupId} ${finding.ruleKey}`);
  });
}

function sidesOf(stack: Stack, diff: StackDiff, findings: readonly Finding[], index: ObservationIndex) {
  return diff.tiers.flatMap((tierDiff): SideSteps[] => {
    const tier = stack.pattern.tiers.find((each) => each.name === tierDiff.tier);
    if (tier === undefined) return [];
    return (["ingress", "egress"] as const).map((direction) =>
      planSide({
        diff: tierDiff[direction],
        findings: findings.filter(
          (finding) =>
            "direction" in finding && finding.tier === tier.name && finding.direction === direction,
        ),
        meant: meantRules(stack, tier, direction, index),
        stackName: stack.name,
        index,
      }),
    );
  });
}

const concerns = (step: Revoke, groupId: string | null): boolean =>
  step.groupId === groupId || (step.rule.peer.kind === "group" && step.rule.peer.groupId === groupId);

interface Ordered {
  readonly steps: readonly PlanStep[];
  readonly leftOut: readonly LeftOut[];
}

/** The steps in the order that is kept to, or why there are none. */
function ordered(
  sides: readonly SideSteps[],
  members: MembershipPlan,
  planned: readonly Finding[],
  options: MatchOptions,
  index: ObservationIndex,
): Result<Ordered, PlanGap> {
  const authorize = sides.flatMap((side) => side.authorize);
  const revoke = sides.flatMap((side) => side.revoke);
  const cleaning = revoke.filter((step) => concerns(step, members.groupId));
  const attaching = [
    ...authorize,
    ...cleaning,
    ...members.attach,
    ...revoke.filter((step) => !cleaning.includes(step)),
  ];
  const isCalm = !interrupts([...authorize, ...cleaning], members.attach, revoke, index);
  if (isCalm && quotaGaps(attaching, options.limits, index).length === 0) {
    return succeed({ steps: attaching, leftOut: members.leftOut });
  }
  const because = isCalm
    ? "The quota leaves no room to attach a group on the way"
    : `${members.groupId} must be cleaned first, or traffic would be interrupted on the way`;
  const steps = orderWithinQuota({ authorize, revoke }, options, index);
  return steps.ok
    ? succeed({ steps: steps.value, leftOut: postponed(members, planned, because).leftOut })
    : fail({ kind: "quota", sentence: describeQuotaGap(steps.problem, revoke.length > 0) });
}

/** `diff` must be `diffStack(stack, observation)`. A plan without steps means that there is nothing to do. */
export function planMatch(
  stack: Stack,
  diff: StackDiff,
  observation: Observation,
  options: MatchOptions,
): Result<Proposal, PlanGap> {
  const index = indexObservation(observation);
  const findings = wanted(diff, options);
  const leftOut = findings.flatMap((finding): LeftOut[] => {
    const because = whyLeftOut(finding, index);
    return because === null ? [] : [{ findingId: finding.id, because }];
  });
  const left = new Set(leftOut.map(({ findingId }) => findingId));
  const planned = findings.filter(({ id }) => !left.has(id));
  const sides = sidesOf(stack, diff, planned, index);
  const members = planMembership(planned.filter(isMembership), stack, options.limits, index);
  const order = ordered(sides, members, planned, options, index);
  if (!order.ok) return order;
  const { steps } = order.value;
  const isLast = removesLastSource(stack, index, indexObservation(simulateAll(observation, steps)));
  if (isLast && !options.acceptNoSshSource) {
    const sentence = `After this nobody could open SSH to ${stack.name}. Open a source first, or say in the request that this is meant.`;
    return fail({ kind: "last-source", sentence });
  }
  const { name, version } = stack.pattern;
  return succeed({
    plan: assemblePlan(steps, { name, version }, index),
    leftOut: [...leftOut, ...order.value.leftOut],
    removesLastSource: isLast,
  });
}
