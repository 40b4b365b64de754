/**
 * Whether what a plan rests on is still so, in the observation of this moment. The list of what changed is for the
 * people whose approvals it voids. Steps that were carried out already are taken into account; a step nobody can tell
 * about may have happened or not.
 */
import { isGrantDescription } from "../grant/grant-text.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation, ObservedRule } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { ruleText } from "../group/rule-text.ts";
import { fail, type Result, succeed } from "../result.ts";
import { flowChange, touchedSides } from "./flow-change.ts";
import { groupsToMake, stillNeeded, takenNames } from "./group-life-holds.ts";
import { overlappingRules } from "./pinned-state.ts";
import type { FlowLine, Plan, PlanStep, RuleSpecification } from "./plan.ts";
import { simulateAll } from "./simulate.ts";
import { addedRule, isRuleStep, removedRule } from "./step-rules.ts";
import { ruleWords } from "./step-words.ts";

export interface Progress {
  /** Places in `plan.steps`, from 0, that were carried out. */
  readonly done: ReadonlySet<number>;
  /** Places whose outcome is not known. */
  readonly unsettled: ReadonlySet<number>;
}

export const NOTHING_DONE: Progress = { done: new Set(), unsettled: new Set() };

type Presence = { readonly rule: ObservedRule; readonly expected: "there" | "gone" | "either" };

/** For each rule near the plan, by group and key: should it be there now? */
function expectedRules(plan: Plan, progress: Progress): Map<string, Presence & { groupId: string }> {
  const expected = new Map<string, Presence & { groupId: string }>();
  for (const { groupId, rule } of plan.pinned.rules) {
    expected.set(`${groupId} ${ruleKey(rule)}`, { groupId, rule, expected: "there" });
  }
  plan.steps.forEach((step, place) => {
    if (!progress.done.has(place) && !progress.unsettled.has(place)) return;
    if (step.action === "delete-group") {
      const left = progress.done.has(place) ? "gone" : "either";
      for (const [key, each] of expected) {
        if (each.groupId === step.groupId) expected.set(key, { ...each, expected: left });
      }
    }
    if (!isRuleStep(step)) return;
    const expect = (specification: RuleSpecification | null, after: "there" | "gone") => {
      if (specification === null) return;
      const key = `${step.groupId} ${ruleKey(specification)}`;
      const rule = expected.get(key)?.rule ?? { ...specification, ruleId: null, tags: {} };
      const now = progress.done.has(place) ? after : "either";
      expected.set(key, { groupId: step.groupId, rule, expected: now });
    };
    expect(removedRule(step), "gone");
    expect(addedRule(step), "there");
  });
  return expected;
}

/**
 * The rules of grants that a plan adds or describes, by group and key. Others behind the same source may have opened
 * such a rule for grants of theirs meanwhile, or have let go of it: either way the plan leads to what was approved.
 */
const grantKeys = (plan: Plan, action: "authorize" | "describe"): ReadonlySet<string> =>
  new Set(
    plan.steps.flatMap((step) => {
      if (step.action !== "authorize" && step.action !== "describe") return [];
      const says = step.action === "authorize" ? step.rule.description : step.description;
      const isGrant = step.action === action && isGrantDescription(says);
      return isGrant ? [`${step.groupId} ${ruleKey(step.rule)}`] : [];
    }),
  );

function changedRules(plan: Plan, progress: Progress, now: ObservationIndex): string[] {
  const expected = expectedRules(plan, progress);
  const opened = grantKeys(plan, "authorize");
  const shared = new Set([...opened, ...grantKeys(plan, "describe")]);
  const isThere = (groupId: string, key: string) =>
    now.groups.get(groupId)?.rules.some((rule) => `${groupId} ${ruleKey(rule)}` === key) === true;
  const missing = [...expected].flatMap(([key, { groupId, rule, expected: wanted }]) =>
    wanted === "there" && !opened.has(key) && !isThere(groupId, key)
      ? [`${ruleWords(rule)} is no longer in ${groupId}.`]
      : [],
  );
  const added = overlappingRules(plan.steps, now).flatMap(({ groupId, rule }) => {
    const key = `${groupId} ${ruleKey(rule)}`;
    const isExpected = (expected.get(key)?.expected ?? "gone") !== "gone";
    if (isExpected || (shared.has(key) && isGrantDescription(rule.description))) return [];
    return [`${ruleWords(rule)} is in ${groupId} now; it was not when this was planned.`];
  });
  return [...missing, ...added];
}

/** A rule that is rewritten in place goes by its id, which must stand for what it stood for. */
const changedIds = (plan: Plan, { done, unsettled }: Progress, now: ObservationIndex): string[] =>
  plan.steps.flatMap((step, place) => {
    if (step.action !== "modify") return [];
    const { groupId, ruleId, before, after } = step;
    const found = now.groups.get(groupId)?.rules.find((rule) => rule.ruleId === ruleId);
    if (found === undefined) return [`The rule ${ruleId} is no longer in ${groupId}.`];
    const key = ruleKey(found);
    const isBefore = !done.has(place) && key === ruleKey(before);
    const isAfter = (done.has(place) || unsettled.has(place)) && key === ruleKey(after);
    return isBefore || isAfter
      ? []
      : [`The rule ${ruleId} of ${groupId} is another now: ${ruleWords(found)}.`];
  });

/** Groups that a step has deleted, or may have. */
const deletedBy = (plan: Plan, { done, unsettled }: Progress): ReadonlySet<string> =>
  new Set(
    plan.steps.flatMap((step, place) =>
      step.action === "delete-group" && (done.has(place) || unsettled.has(place)) ? [step.groupId] : [],
    ),
  );

function changedGroups(plan: Plan, progress: Progress, now: ObservationIndex): string[] {
  const { accountId, parts } = now.observation;
  const [toMake, deleted] = [groupsToMake(plan), deletedBy(plan, progress)];
  const ofSteps = plan.steps.flatMap((step) => ("groupId" in step ? [step.groupId] : []));
  const touched = [...new Set([...ofSteps, ...plan.pinned.rules.map(({ groupId }) => groupId)])].filter(
    (groupId) => !toMake.has(groupId) && !deleted.has(groupId),
  );
  const unreadable = touched.flatMap((groupId) => {
    const group = now.groups.get(groupId);
    if (group === undefined) return [`The group ${groupId} does not exist any more.`];
    return group.rulesKnown ? [] : [`The rules of ${groupId} could not be read.`];
  });
  const gone = plan.pinned.referencedGroupIds.filter((groupId) => {
    if (now.groups.has(groupId) || touched.includes(groupId) || !parts.groups.complete) return false;
    if (deleted.has(groupId)) return false;
    const owner = plan.pinned.rules.find(
      ({ rule }) => rule.peer.kind === "group" && rule.peer.groupId === groupId,
    )?.rule.peer;
    const owned = owner?.kind === "group" ? owner.ownerId : undefined;
    return owned === undefined || owned === accountId;
  });
  return [...unreadable, ...gone.map((groupId) => `The group ${groupId}, which a rule names, is gone.`)];
}

const changedLists = (plan: Plan, now: ObservationIndex): string[] =>
  plan.pinned.prefixLists.flatMap(({ prefixListId, version }) => {
    const list = now.prefixLists.get(prefixListId);
    if (list === undefined) return [`The prefix list ${prefixListId} can no longer be read.`];
    if (list.version === version) return [];
    return [`The prefix list ${prefixListId} changed: version ${version} then, ${list.version} now.`];
  });

/** The lists of groups that each interface may carry by now; a plan may set one more than once. */
function expectedGroups(plan: Plan, progress: Progress): ReadonlyMap<string, (readonly string[])[]> {
  const expected = new Map<string, (readonly string[])[]>();
  plan.steps.forEach((step: PlanStep, place) => {
    if (step.action !== "set-interface-groups") return;
    const { interfaceId, before, after } = step;
    const known = expected.get(interfaceId) ?? [before];
    if (progress.done.has(place)) expected.set(interfaceId, [after]);
    else expected.set(interfaceId, progress.unsettled.has(place) ? [...known, after] : known);
  });
  return expected;
}

function changedInterfaces(plan: Plan, progress: Progress, now: ObservationIndex): string[] {
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((id) => b.includes(id));
  return [...expectedGroups(plan, progress)].flatMap(([interfaceId, expected]) => {
    const found = now.observation.interfaces.find((item) => item.interfaceId === interfaceId);
    if (found === undefined) return [`The interface ${interfaceId} does not exist any more.`];
    if (expected.some((groupIds) => same(groupIds, found.groupIds))) return [];
    return [`The interface ${interfaceId} carries other groups now: ${found.groupIds.join(", ")}.`];
  });
}

const lineKey = (line: FlowLine): string => `${line.groupId} ${line.direction} ${line.peer} ${line.service}`;

/** With nothing done yet, the whole plan must still gain and lose exactly the same flows, shared rules of grants apart. */
function changedFlows(plan: Plan, now: ObservationIndex): string[] {
  const shared = new Set(
    plan.steps.flatMap((step) =>
      step.action === "authorize" && isGrantDescription(step.rule.description)
        ? [lineKey({ groupId: step.groupId, direction: step.rule.direction, ...ruleText(step.rule) })]
        : [],
    ),
  );
  const after = indexObservation(simulateAll(now.observation, plan.steps));
  const change = flowChange(touchedSides(plan.steps), now, after);
  const differ = (was: readonly FlowLine[], is: readonly FlowLine[], words: string) => {
    const [before, today] = [new Set(was.map(lineKey)), new Set(is.map(lineKey))];
    return [
      ...was.filter((line) => !today.has(lineKey(line))),
      ...is.filter((line) => !before.has(lineKey(line))),
    ]
      .filter((line) => !shared.has(lineKey(line)))
      .map((line) => `${line.service} with ${line.peer} in ${line.groupId} is ${words} differently now.`);
  };
  return [...differ(plan.gained, change.gained, "gained"), ...differ(plan.lost, change.lost, "lost")];
}

/**
 * `pattern`: name and version the stack follows now. `now` must hold every group, prefix list and interface the plan
 * names, freshly read.
 */
export function stillHolds(
  plan: Plan,
  now: Observation,
  pattern: Plan["pinned"]["pattern"],
  progress: Progress = NOTHING_DONE,
): Result<null, readonly string[]> {
  const index = indexObservation(now);
  const was = plan.pinned.pattern;
  const changed = [
    ...(was.name === pattern.name && was.version === pattern.version
      ? []
      : [
          `The stack follows ${pattern.name} version ${pattern.version} now, not ${was.name} ${was.version}.`,
        ]),
    ...changedGroups(plan, progress, index),
    ...takenNames(plan, new Set([...progress.done, ...progress.unsettled]), index),
    ...stillNeeded(plan, progress.done, index),
    ...changedRules(plan, progress, index),
    ...changedIds(plan, progress, index),
    ...changedLists(plan, index),
    ...changedInterfaces(plan, progress, index),
  ];
  const isFresh = progress.done.size === 0 && progress.unsettled.size === 0;
  const all = changed.length === 0 && isFresh ? changedFlows(plan, index) : changed;
  return all.length === 0 ? succeed(null) : fail(all);
}
