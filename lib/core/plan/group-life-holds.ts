/** Whether the groups that a plan creates can still be made under their names, and those it deletes still go unneeded. */
import { referencesTo } from "../group/group-use.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { newGroupName } from "./new-group.ts";
import type { Plan } from "./plan.ts";
import { simulateAll } from "./simulate.ts";

/** Groups that the plan still has to make: nothing of them is expected on EC2 yet. */
export const groupsToMake = (plan: Plan): ReadonlySet<string> =>
  new Set(
    plan.steps.flatMap((step) =>
      step.action === "create-group" && newGroupName(step.groupId) !== null ? [step.groupId] : [],
    ),
  );

/** Names are unique in a VPC whatever their case. */
export function takenNames(plan: Plan, settled: ReadonlySet<number>, now: ObservationIndex): string[] {
  return plan.steps.flatMap((step, place) => {
    if (step.action !== "create-group" || settled.has(place)) return [];
    const isTaken = now.observation.groups.some(
      (group) => group.vpcId === step.vpcId && group.name.toLowerCase() === step.name.toLowerCase(),
    );
    return isTaken ? [`${step.vpcId} has a group named ${step.name} now.`] : [];
  });
}

/** Who would still need a group that goes: an interface that carries it, or a rule that names it. */
export function stillNeeded(plan: Plan, done: ReadonlySet<number>, now: ObservationIndex): string[] {
  const ahead = plan.steps.filter((_, place) => !done.has(place));
  const going = ahead.flatMap((step) => (step.action === "delete-group" ? [step.groupId] : []));
  if (going.length === 0) return [];
  const after = indexObservation(simulateAll(now.observation, ahead));
  return going.flatMap((groupId) => [
    ...(after.interfacesByGroup.get(groupId) ?? []).map(
      ({ interfaceId }) => `${interfaceId} carries ${groupId} now; it did not when this was planned.`,
    ),
    ...[...new Set(referencesTo(groupId, after).map((reference) => reference.groupId))].map(
      (holder) => `A rule of ${holder} names ${groupId} now; none did when this was planned.`,
    ),
  ]);
}
