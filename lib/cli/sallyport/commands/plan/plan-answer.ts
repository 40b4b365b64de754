/** The steps that bring each stack in line, as the report has them. */
import { effect } from "#lib/core/plan/effect.ts";
import type { EffectNames } from "#lib/core/plan/effect-names.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { type MatchOptions, type Proposal, planMatch } from "#lib/core/plan/plan-match.ts";
import { stepWords } from "#lib/core/plan/step-words.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { PlanReport, StackPlanReport } from "#lib/formats/report/plan-report.ts";
import type { Estate } from "../../input/read-estate.ts";
import type { ModelStack } from "../../input/read-model.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { nameOfGroup, tierOfGroup } from "../../report/names.ts";
import { reportHead, type Verdict } from "../../report/report-head.ts";
import { type Compared, compare } from "../diff/diff-answer.ts";
import { awsCommands } from "./aws-commands.ts";

/** Sources by the names the model gives them, groups by the tier they play. */
const namesFor = ({ stack }: ModelStack, others: readonly ModelStack[], { index }: Estate): EffectNames => {
  const tierOf = tierOfGroup(stack);
  const nameOf = nameOfGroup(index);
  const values = new Map(
    stack.openSources.map(({ name, peer }) => [
      peer.kind === "cidr" ? peer.cidr : peer.kind === "group" ? peer.groupId : peer.prefixListId,
      name,
    ]),
  );
  return {
    stack: stack.name,
    group: (groupId) => tierOf(groupId) ?? nameOf(groupId),
    peer: (peer) => values.get(peer) ?? null,
    sharedWith: (groupId) =>
      others.flatMap(({ stack: other }) =>
        other.name !== stack.name &&
        other.pattern.tiers.some(({ name }) => groupsOfTier(other.bindings, name).includes(groupId))
          ? [other.name]
          : [],
      ),
  };
};

const NOTHING: Effect = {
  gained: [],
  lost: [],
  sentences: [],
  interfaceIds: [],
  instanceIds: [],
  sessions: [],
  guardrails: [],
  warnings: [],
};

const stepsOf = (plan: Plan): StackPlanReport["steps"] =>
  plan.steps.map((step, at) => ({
    number: at + 1,
    words: stepWords(step),
    step,
    commands: awsCommands(step),
  }));

const gapReport = ({ stack, file }: ModelStack, gap: StackPlanReport["gap"]): StackPlanReport => ({
  name: stack.name,
  file,
  gap,
  steps: [],
  gained: [],
  lost: [],
  effect: { sentences: [], warnings: [], sessions: [], guardrails: [], interfaceIds: [], instanceIds: [] },
  leftOut: [],
});

const groupLine = ({ groupId, direction, peer, service }: Plan["gained"][number]) => ({
  groupId,
  direction,
  peer,
  service,
});

function proposalReport(model: ModelStack, { plan, leftOut }: Proposal, told: Effect): StackPlanReport {
  const { sentences, warnings, sessions, guardrails, interfaceIds, instanceIds } = told;
  return {
    ...gapReport(model, null),
    steps: stepsOf(plan),
    gained: plan.gained.map(groupLine),
    lost: plan.lost.map(groupLine),
    effect: {
      sentences: [...sentences],
      warnings: [...warnings],
      sessions: sessions.map(({ line, forecast, why }) => ({ line: groupLine(line), forecast, why })),
      guardrails: guardrails.map(({ stack, text, before, after, sentence }) => ({
        stack,
        text,
        before,
        after,
        sentence,
      })),
      interfaceIds: [...interfaceIds],
      instanceIds: [...instanceIds],
    },
    leftOut: leftOut.map(({ findingId, because }) => ({ findingId, because })),
  };
}

export interface Planned {
  readonly compared: Compared;
  readonly report: StackPlanReport;
}

export function planStack(model: ModelStack, modelled: Modelled, options: MatchOptions): Planned {
  const { estate, stacks } = modelled;
  const compared = compare(model, estate);
  const proposal = planMatch(model.stack, compared.diff, estate.observation, options);
  if (!proposal.ok) {
    const { kind, sentence } = proposal.problem;
    return { compared, report: gapReport(model, { kind, sentence }) };
  }
  const { plan, removesLastSource } = proposal.value;
  const names = namesFor(model, stacks, estate);
  const guarded = stacks.map(({ stack }) => stack);
  const told =
    plan.steps.length === 0
      ? NOTHING
      : effect(plan, estate.observation, { names, removesLastSource, alreadyOpenBy: null, guarded });
  return { compared, report: proposalReport(model, proposal.value, told) };
}

const verdictOf = (planned: readonly Planned[]): Verdict => {
  const states = planned.map(({ compared }) => compared.diff.summary.state);
  if (states.includes("out-of-line") || planned.some(({ report }) => report.steps.length > 0))
    return "findings";
  return states.includes("unknown") ? "cannot-tell" : "in-line";
};

export function planReport({ estate, passedOver }: Modelled, planned: readonly Planned[]): PlanReport {
  const findings = planned.flatMap(({ compared }) => compared.findings);
  return {
    ...reportHead(estate, findings, verdictOf(planned)),
    command: "plan",
    stacks: planned.map(({ report }) => report),
    passedOver: [...passedOver],
  };
}
