/** What changes for an interface that gets other groups: by its own groups, and wherever rules name them. */

import { ruleKey } from "../group/canonical-rule.ts";
import { interfaceFlows } from "../group/group-flows.ts";
import { referencesTo } from "../group/group-use.ts";
import type { Direction, ObservedInterface } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { printFlows } from "../net/flow-line.ts";
import { type FlowSet, NO_FLOWS, subtractFlows } from "../net/flow-set.ts";
import type { EffectNames } from "./effect-names.ts";
import type { FlowLine, PlanStep } from "./plan.ts";
import { ruleWords } from "./step-words.ts";

type Attach = Extract<PlanStep, { action: "set-interface-groups" }>;

/** More than this are told as a count. */
const MOST = 4;

const listed = (words: readonly string[]): string =>
  words.length <= MOST
    ? words.join(", ")
    : `${words.slice(0, MOST).join(", ")} and ${words.length - MOST} more`;

const together = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

const itemOf = (interfaceId: string, index: ObservationIndex): ObservedInterface | undefined =>
  index.observation.interfaces.find((item) => item.interfaceId === interfaceId);

const flowsOf = (interfaceId: string, direction: Direction, index: ObservationIndex): FlowSet => {
  const item = itemOf(interfaceId, index);
  const flows = item === undefined ? "ungoverned" : interfaceFlows(item, direction, index);
  return flows === "ungoverned" ? NO_FLOWS : flows.surely;
};

/** What the interface gains or loses by its groups, in words: "tcp/22 from 198.51.100.0/24". */
function changeWords(
  interfaceId: string,
  more: ObservationIndex,
  less: ObservationIndex,
  names: EffectNames,
): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    printFlows(
      subtractFlows(flowsOf(interfaceId, direction, more), flowsOf(interfaceId, direction, less)),
    ).map(({ peer, service }) => {
      const who = peer.includes("/") ? (names.peer(peer) ?? peer) : names.group(peer);
      return `${service} ${direction === "ingress" ? "from" : "to"} ${who}`;
    }),
  );
}

/** The rules of other groups that name this one, in words: "tcp/3306 to db". */
const namedWords = (groupId: string, index: ObservationIndex, names: EffectNames): string[] =>
  referencesTo(groupId, index).flatMap((reference) => {
    const rule = index.groups
      .get(reference.groupId)
      ?.rules.find((each) => ruleKey(each) === reference.ruleKey);
    if (rule === undefined) return [];
    const [service = ""] = ruleWords(rule).split(" ");
    return [`${service} ${rule.direction === "ingress" ? "to" : "from"} ${names.group(reference.groupId)}`];
  });

const whoIs = (step: Attach, index: ObservationIndex): string => {
  const item = itemOf(step.interfaceId, index);
  return item?.instanceId == null ? step.interfaceId : `${item.instanceId} (${step.interfaceId})`;
};

export function membershipSentences(
  steps: readonly PlanStep[],
  before: ObservationIndex,
  after: ObservationIndex,
  names: EffectNames,
): string[] {
  return steps.flatMap((step) => {
    if (step.action !== "set-interface-groups") return [];
    const who = whoIs(step, before);
    const added = step.after.filter((groupId) => !step.before.includes(groupId));
    const removed = step.before.filter((groupId) => !step.after.includes(groupId));
    const gained = changeWords(step.interfaceId, after, before, names);
    const lost = changeWords(step.interfaceId, before, after, names);
    const [come, go] = [together(added.map(names.group)), together(removed.map(names.group))];
    const reached = added.flatMap((groupId) => namedWords(groupId, after, names));
    const unreached = removed.flatMap((groupId) => namedWords(groupId, before, names));
    return [
      ...(added.length === 0
        ? []
        : [
            `${who} gets ${come}: ${gained.length === 0 ? "nothing more is open to it" : `open to it is ${listed(gained)}`}.`,
          ]),
      ...(reached.length === 0 ? [] : [`Rules that name ${come} then mean ${who} too: ${listed(reached)}.`]),
      ...(removed.length === 0
        ? []
        : [
            `${who} no longer carries ${go}: ${lost.length === 0 ? "nothing closes for it" : `${listed(lost)} is closed`}.`,
          ]),
      ...(unreached.length === 0
        ? []
        : [`Rules that name ${go} no longer mean ${who}: ${listed(unreached)}.`]),
    ];
  });
}

/** What interfaces lose because a group that stays is taken from them: lines of the group that goes. */
export const lostByMembership = (
  steps: readonly PlanStep[],
  before: ObservationIndex,
  after: ObservationIndex,
): readonly { readonly interfaceId: string; readonly line: FlowLine }[] =>
  steps.flatMap((step) => {
    if (step.action !== "set-interface-groups") return [];
    const [groupId] = step.before.filter((each) => !step.after.includes(each) && after.groups.has(each));
    if (groupId === undefined) return [];
    return (["ingress", "egress"] as const).flatMap((direction) => {
      const [had, has] = [before, after].map((index) => flowsOf(step.interfaceId, direction, index));
      return printFlows(subtractFlows(had ?? NO_FLOWS, has ?? NO_FLOWS)).map((line) => ({
        interfaceId: step.interfaceId,
        line: { groupId, direction, ...line },
      }));
    });
  });
