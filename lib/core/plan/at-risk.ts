/**
 * Whether something is cut off on the way that passes before a plan and passes after it (the lower half of law 4).
 * A flow is cut off when a rule that let it through has gone, the rule that will let it through is still to come, and
 * no rule that is there now lets it through. Asked of each group, and of the groups that interfaces carry together,
 * by rule and by packet. What is not known counts against the plan.
 */
import { type Bounds, unionBounds } from "../group/bounds.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Direction } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { type FlowSet, intersectFlows, isEmptyFlows, isSubsetOfFlows } from "../net/flow-set.ts";
import type { PlanStep, RuleSpecification } from "./plan.ts";
import { addedRule, isRuleStep, removedRule } from "./step-rules.ts";

/** A rule of a group, whether it is there, has gone, or is still to come. */
interface PlacedRule {
  readonly groupId: string;
  readonly rule: RuleSpecification;
}

/** Steps that are done and steps that are still to be done, in any order. */
export interface Standing {
  readonly done: readonly PlanStep[];
  readonly toCome: readonly PlanStep[];
}

const READINGS = ["byRule", "byPacket"] as const;
type Readings = Readonly<Record<(typeof READINGS)[number], Bounds>>;

export interface RiskView {
  /** What would be cut off in this state, on any group or interface of `groupId`; empty when nothing would. */
  readonly atRisk: (groupId: string, direction: Direction, standing: Standing) => boolean;
  /** The flows that both rules let through, in either reading, as far as anybody can tell. */
  readonly overlap: (groupId: string, one: RuleSpecification, other: RuleSpecification) => boolean;
}

/**
 * Each combination of groups that some interface carries, with `groupId` among them, and the group alone. Where not
 * all interfaces were read, one may carry the group together with any other that the plan changes.
 */
function combinations(
  groupId: string,
  others: readonly string[],
  index: ObservationIndex,
): readonly (readonly string[])[] {
  const carried = (index.interfacesByGroup.get(groupId) ?? []).map((item) =>
    [...new Set(item.groupIds)].sort(),
  );
  const unread = index.observation.parts.interfaces.complete ? [] : others.map((other) => [groupId, other]);
  const distinct = new Map(
    [[groupId], ...carried, ...unread].map((groupIds) => [groupIds.join(" "), groupIds]),
  );
  return [...distinct.values()];
}

const rulesBy = (
  steps: readonly PlanStep[],
  groupIds: readonly string[],
  direction: Direction,
  pick: (step: PlanStep) => RuleSpecification | null,
): PlacedRule[] =>
  steps.flatMap((step) => {
    const rule = isRuleStep(step) && groupIds.includes(step.groupId) ? pick(step) : null;
    return rule === null || rule.direction !== direction || !("groupId" in step)
      ? []
      : [{ groupId: step.groupId, rule }];
  });

/** `before`: nothing is done yet. */
export function riskView(before: ObservationIndex): RiskView {
  const known = new Map<string, Readings>();
  const readingsOf = ({ groupId, rule }: PlacedRule): Readings => {
    const key = `${groupId} ${ruleKey(rule)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const group = before.groups.get(groupId);
    if (group === undefined) throw new Error(`${groupId} is in no plan: it was not found.`);
    const byRule = ruleFlows(rule, group, before);
    const readings = { byRule, byPacket: byPacket(byRule, before) };
    known.set(key, readings);
    return readings;
  };
  const union = (rules: readonly PlacedRule[], reading: (typeof READINGS)[number]): Bounds =>
    unionBounds(rules.map((rule) => readingsOf(rule)[reading]));

  const standingRules = (groupIds: readonly string[], direction: Direction, done: readonly PlanStep[]) => {
    const gone = new Set(
      rulesBy(done, groupIds, direction, removedRule).map(
        ({ groupId, rule }) => `${groupId} ${ruleKey(rule)}`,
      ),
    );
    const there = groupIds.flatMap((groupId) => {
      const group = before.groups.get(groupId);
      const own = group?.rulesKnown === true ? group.rules : [];
      return own.filter((rule) => rule.direction === direction).map((rule) => ({ groupId, rule }));
    });
    return [
      ...there.filter(({ groupId, rule }) => !gone.has(`${groupId} ${ruleKey(rule)}`)),
      ...rulesBy(done, groupIds, direction, addedRule),
    ];
  };

  const isCut = (groupIds: readonly string[], direction: Direction, { done, toCome }: Standing): boolean => {
    const gone = rulesBy(done, groupIds, direction, removedRule);
    const due = rulesBy(toCome, groupIds, direction, addedRule);
    if (gone.length === 0 || due.length === 0) return false;
    return READINGS.some((reading) => {
      const lasting: FlowSet = intersectFlows(union(gone, reading).possibly, union(due, reading).possibly);
      if (isEmptyFlows(lasting)) return false;
      return !isSubsetOfFlows(lasting, union(standingRules(groupIds, direction, done), reading).surely);
    });
  };

  return {
    atRisk: (groupId, direction, standing) => {
      const changed = [...standing.done, ...standing.toCome].flatMap((step) =>
        "groupId" in step ? [step.groupId] : [],
      );
      return combinations(groupId, [...new Set(changed)].sort(), before).some((groupIds) =>
        isCut(groupIds, direction, standing),
      );
    },
    overlap: (groupId, one, other) => {
      const [a, b] = [readingsOf({ groupId, rule: one }), readingsOf({ groupId, rule: other })];
      return READINGS.some(
        (reading) => !isEmptyFlows(intersectFlows(a[reading].possibly, b[reading].possibly)),
      );
    },
  };
}
