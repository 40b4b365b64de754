/**
 * Retiring a stack: its interfaces let go of its groups, then the groups go, each after those whose rules name it.
 *
 * An interface must always carry a group. Where one would be left with none, another takes the place first, on all of
 * them; then the stack's groups go. Interfaces first gain and then lose, so every state on the way lies between before
 * and after (law 4).
 */
import { carriersOf, referencesTo } from "../group/group-use.ts";
import type { Observation, ObservedInterface } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Stack } from "../tier/pattern.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { deletableGroups, type KeptGroup } from "./deletable-groups.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { revokeStep } from "./plan-side.ts";
import type { Limits } from "./quota.ts";

export interface RetireInput {
  readonly stack: Stack;
  readonly observation: Observation;
  /** The other stacks in use whose tiers a group plays. */
  readonly sharedWith: (groupId: string) => readonly string[];
  /** What interfaces carry that would carry nothing; null when nobody has said. */
  readonly replacementGroupId: string | null;
  readonly limits: Limits;
}

export interface RetireProposal {
  readonly plan: Plan;
  readonly kept: readonly KeptGroup[];
  readonly warnings: readonly string[];
}

/** Why there is no plan, a sentence each; `needsReplacement`: saying what these carry instead would help. */
export interface RetireProblem {
  readonly sentences: readonly string[];
  readonly needsReplacement: readonly string[];
}

type Attach = Extract<PlanStep, { action: "set-interface-groups" }>;

/** Interfaces left without any group, once these go. */
const leftBare = (items: readonly ObservedInterface[], going: readonly string[]): ObservedInterface[] =>
  items.filter(({ groupIds }) => groupIds.every((groupId) => going.includes(groupId)));

/** Interfaces that carry any of these groups, each once, by id. */
const carriersOfAny = (groupIds: readonly string[], index: ObservationIndex): ObservedInterface[] =>
  [
    ...new Map(
      groupIds.flatMap((groupId) => carriersOf(groupId, index)).map((item) => [item.interfaceId, item]),
    ).values(),
  ].sort((a, b) => (a.interfaceId < b.interfaceId ? -1 : 1));

/** First what takes the place, on all of them; then what goes. */
function detachSteps(
  items: readonly ObservedInterface[],
  bare: readonly ObservedInterface[],
  going: readonly string[],
  replacement: string | null,
): readonly Attach[] {
  const gains = new Set(bare.map(({ interfaceId }) => interfaceId));
  const full = (item: ObservedInterface): readonly string[] =>
    replacement !== null && gains.has(item.interfaceId) ? [...item.groupIds, replacement] : item.groupIds;
  const set = (interfaceId: string, before: readonly string[], after: readonly string[]): Attach => ({
    action: "set-interface-groups",
    interfaceId,
    before,
    after,
  });
  return [
    ...bare.map((item) => set(item.interfaceId, item.groupIds, full(item))),
    ...items.map((item) =>
      set(
        item.interfaceId,
        full(item),
        full(item).filter((groupId) => !going.includes(groupId)),
      ),
    ),
  ];
}

/** Each group after those whose rules name it; where they name each other, such a rule goes first. */
function deleteSteps(going: readonly string[], index: ObservationIndex): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  let left = going;
  while (left.length > 0) {
    const holders = (groupId: string) =>
      referencesTo(groupId, index).filter(
        (reference) => reference.groupId !== groupId && left.includes(reference.groupId),
      );
    const next = left.find((groupId) => holders(groupId).length === 0) ?? left[0];
    if (next === undefined) return steps;
    for (const { groupId, ruleKey } of holders(next)) {
      const step = revokeStep(groupId, ruleKey, index);
      if (step !== null) steps.push(step);
    }
    steps.push({ action: "delete-group", groupId: next, name: index.groups.get(next)?.name ?? next });
    left = left.filter((groupId) => groupId !== next);
  }
  return steps;
}

function whyNotReplacement(
  groupId: string,
  stack: Stack,
  going: readonly string[],
  index: ObservationIndex,
): string | null {
  const group = index.groups.get(groupId);
  if (group === undefined) return `The group ${groupId} was not found.`;
  if (going.includes(groupId)) return `${groupId} goes itself; name a group that stays.`;
  const isHere = group.vpcId === stack.vpcId || group.associatedVpcIds.includes(stack.vpcId);
  if (!isHere) return `${groupId} is not in ${stack.vpcId}.`;
  const opened = referencesTo(groupId, index).find((reference) => going.includes(reference.groupId));
  return opened === undefined
    ? null
    : `${opened.groupId} lets ${groupId} in, so whoever gets ${groupId} could reach what still carries ${opened.groupId} for a moment. Name another group, or remove that rule first.`;
}

const LAUNCH_TEMPLATES =
  "Launch templates are not read: instances that start from one which names these groups will fail to start.";

export function planRetire(input: RetireInput): Result<RetireProposal, RetireProblem> {
  const { stack, observation, sharedWith, replacementGroupId, limits } = input;
  const refuse = (sentences: readonly string[], needsReplacement: readonly string[] = []) =>
    fail({ sentences, needsReplacement });
  const { parts } = observation;
  if (!parts.groups.complete || !parts.interfaces.complete) {
    return refuse(["The account could not be read whole, so nobody can tell who still needs these groups."]);
  }
  const index = indexObservation(observation);
  const { going, kept } = deletableGroups(stack, index, sharedWith);
  const items = carriersOfAny(going, index);
  const bare = leftBare(items, going);
  const needsReplacement = bare.map(({ interfaceId }) => interfaceId);
  if (bare.length > 0) {
    if (replacementGroupId === null) {
      const names = needsReplacement.join(", ");
      return refuse(
        [`Say which group takes the place on ${names}: an interface always carries one.`],
        needsReplacement,
      );
    }
    const why = whyNotReplacement(replacementGroupId, stack, going, index);
    if (why !== null) return refuse([why], needsReplacement);
    const full = bare.filter(({ groupIds }) => groupIds.length >= limits.groupsPerInterface);
    if (full.length > 0) {
      return refuse(
        full.map(
          ({ interfaceId, groupIds }) =>
            `${interfaceId} carries ${groupIds.length} groups, which is the limit: take one off before, so that another can take their place.`,
        ),
        needsReplacement,
      );
    }
  }
  const steps = [...detachSteps(items, bare, going, replacementGroupId), ...deleteSteps(going, index)];
  const { name, version } = stack.pattern;
  return succeed({
    plan: assemblePlan(steps, { name, version }, index),
    kept,
    warnings: going.length === 0 ? [] : [LAUNCH_TEMPLATES],
  });
}
