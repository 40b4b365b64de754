/** What a plan makes possible and impossible, for people to read before they approve. Computed, never assumed. */
import { groupManagedBy, interfaceManagedBy } from "../group/managed-by.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { guardrailChanges, guardrailWarning, isMadeWorse } from "../guardrail/guardrail-change.ts";
import type { Stack } from "../tier/pattern.ts";
import { cutOnTheWay } from "./cut-on-the-way.ts";
import type { EffectNames } from "./effect-names.ts";
import { effectSentences } from "./effect-sentences.ts";
import { touchedSides } from "./flow-change.ts";
import { groupSentences } from "./group-sentences.ts";
import { lostByMembership, membershipSentences } from "./membership-effect.ts";
import type { Effect, Plan, PlanStep } from "./plan.ts";
import { forecastSessions, stillOpenOn } from "./session-forecast.ts";
import { simulateAll } from "./simulate.ts";
import { ruleWords } from "./step-words.ts";

export interface EffectContext {
  readonly names: EffectNames;
  /** As the plan's proposal says. */
  readonly removesLastSource: boolean;
  readonly alreadyOpenBy: string | null;
  /** Whose guardrails are judged before and after: the stack's own first. None when absent. */
  readonly guarded?: readonly Stack[];
}

const BARE: EffectContext = {
  names: { stack: "the stack", group: (groupId) => groupId, peer: () => null, sharedWith: () => [] },
  removesLastSource: false,
  alreadyOpenBy: null,
};

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

/** Interfaces that carry a group whose rules change, or that get other groups. */
function touchedInterfaces(steps: readonly PlanStep[], index: ObservationIndex): readonly string[] {
  const carriers = touchedSides(steps).flatMap(({ groupId }) => index.interfacesByGroup.get(groupId) ?? []);
  const set = steps.flatMap((step) => (step.action === "set-interface-groups" ? [step.interfaceId] : []));
  return sorted([...carriers.map((item) => item.interfaceId), ...set]);
}

const describeSentences = (steps: readonly PlanStep[], names: EffectNames): string[] =>
  steps.flatMap((step) =>
    step.action === "describe"
      ? [
          `${ruleWords(step.rule)} stays open in ${names.group(step.groupId)}, now noted as "${step.description}".`,
        ]
      : [],
  );

/** Interfaces that are named one by one. */
const MOST_NAMED = 6;

/** Everyone a shared group serves: other stacks, other VPCs, and the interfaces that carry it. */
function servesWords(
  groupId: string,
  stacks: readonly string[],
  index: ObservationIndex,
  names: EffectNames,
): string {
  const vpcIds = index.groups.get(groupId)?.associatedVpcIds ?? [];
  const carriers = (index.interfacesByGroup.get(groupId) ?? []).map((item) => {
    const service = interfaceManagedBy(item)?.controller;
    const whose = item.instanceId ?? service;
    return whose === undefined ? item.interfaceId : `${whose} (${item.interfaceId})`;
  });
  const more = carriers.length - MOST_NAMED;
  const named = [...carriers.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const carried =
    carriers.length === 0
      ? "no interface carries it"
      : `${carriers.length === 1 ? "1 interface carries" : `${carriers.length} interfaces carry`} it: ${named}`;
  return `${names.group(groupId)} is shared with ${[...stacks, ...vpcIds].join(", ")}; ${carried}.`;
}

/** Nothing, unless the request accepted the gap that a full group leaves. */
const gapWarnings = (steps: readonly PlanStep[], index: ObservationIndex, names: EffectNames): string[] => {
  const cut = cutOnTheWay(steps, index);
  const shown = cut.slice(0, MOST_NAMED).map(({ groupId, direction, peer, service }) => {
    const who = peer.includes("/") ? peer : names.group(peer);
    return `${service} ${direction === "ingress" ? "from" : "to"} ${who} in ${names.group(groupId)}`;
  });
  const more = cut.length - shown.length;
  if (cut.length === 0) return [];
  return [
    `For a moment, until the replacement comes, this is cut off: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ")}. The group is too full for another order.`,
  ];
};

function groupWarnings(steps: readonly PlanStep[], index: ObservationIndex, names: EffectNames): string[] {
  const groupIds = sorted(touchedSides(steps).map(({ groupId }) => groupId));
  return groupIds.flatMap((groupId) => {
    const group = index.groups.get(groupId);
    const shared = names.sharedWith(groupId);
    const manager = group === undefined ? null : groupManagedBy(group);
    return [
      ...(shared.length === 0 && (group?.associatedVpcIds.length ?? 0) === 0
        ? []
        : [servesWords(groupId, shared, index, names)]),
      ...(manager === null
        ? []
        : [`${names.group(groupId)} is managed by ${manager.controller}, which may undo this.`]),
    ];
  });
}

function stillOpenWarnings(plan: Plan, after: ObservationIndex): string[] {
  const open = new Map<string, Set<string>>();
  for (const line of plan.lost) {
    for (const item of stillOpenOn(line, after)) {
      const what = `${line.service} ${line.direction === "ingress" ? "from" : "to"} ${line.peer}`;
      open.set(what, (open.get(what) ?? new Set()).add(item.interfaceId));
    }
  }
  return [...open].map(
    ([what, interfaceIds]) =>
      `${what} stays open, at least in part, on ${sorted(interfaceIds).slice(0, 3).join(", ")}${interfaceIds.size > 3 ? " and others" : ""}: another of their groups allows it.`,
  );
}

function autoScalingWarnings(steps: readonly PlanStep[], index: ObservationIndex): string[] {
  const instances = new Map(index.observation.instances.map((each) => [each.instanceId, each]));
  const scaled = steps.flatMap((step) => {
    if (step.action !== "set-interface-groups") return [];
    const item = index.observation.interfaces.find((each) => each.interfaceId === step.interfaceId);
    const instance = instances.get(item?.instanceId ?? "");
    return instance?.tags["aws:autoscaling:groupName"] === undefined ? [] : [instance.instanceId];
  });
  if (scaled.length === 0) return [];
  return [
    `${sorted(scaled).join(", ")} ${scaled.length === 1 ? "belongs" : "belong"} to Auto Scaling: instances it starts later have the groups of its launch template.`,
  ];
}

const instancesOn = (interfaceIds: readonly string[], { interfaces }: Observation): readonly string[] => {
  const touched = new Set(interfaceIds);
  return sorted(interfaces.flatMap((item) => (touched.has(item.interfaceId) ? (item.instanceId ?? []) : [])));
};

/** The instances that steps reach, as things are in `observation`. */
export const touchedInstances = (steps: readonly PlanStep[], observation: Observation): readonly string[] =>
  instancesOn(touchedInterfaces(steps, indexObservation(observation)), observation);

/** Without a context, things are called by their ids. */
export function effect(plan: Plan, before: Observation, context: EffectContext = BARE): Effect {
  const { names, removesLastSource, alreadyOpenBy } = context;
  const index = indexObservation(before);
  const after = indexObservation(simulateAll(before, plan.steps));
  const interfaceIds = touchedInterfaces(plan.steps, index);
  const groups = groupSentences(plan, names);
  const guardrails = guardrailChanges(context.guarded ?? [], index, after);
  return {
    gained: plan.gained,
    lost: plan.lost,
    sentences: [
      ...groups.sentences,
      ...effectSentences(groups.gained, groups.lost, names),
      ...membershipSentences(plan.steps, index, after, names),
      ...describeSentences(plan.steps, names),
      ...(plan.steps.length === 0 && alreadyOpenBy === null ? ["Nothing changes on EC2."] : []),
    ],
    interfaceIds,
    instanceIds: instancesOn(interfaceIds, before),
    sessions: forecastSessions(plan.lost, index, after, lostByMembership(plan.steps, index, after)),
    guardrails,
    warnings: [
      ...(removesLastSource ? [`Nobody can open SSH to ${names.stack} after this.`] : []),
      ...guardrails.filter(isMadeWorse).map(guardrailWarning),
      ...(alreadyOpenBy === null
        ? []
        : [`Already open by ${alreadyOpenBy}: nothing is added, and the end of this grant closes nothing.`]),
      ...(before.parts.interfaces.complete
        ? []
        : ["The network interfaces could not be read whole: more of them may be touched than are listed."]),
      ...gapWarnings(plan.steps, index, names),
      ...groupWarnings(plan.steps, index, names),
      ...stillOpenWarnings(plan, after),
      ...autoScalingWarnings(plan.steps, index),
    ],
  };
}
