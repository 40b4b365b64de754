/**
 * Whether something is cut off on the way that passes before a plan and passes after it (the lower half of law 4).
 * A flow is cut off when a rule that let it through has gone, the rule that will let it through is still to come, and
 * no rule that is there now lets it through. Asked of each group, and of the groups that interfaces carry together,
 * by rule and by packet. What is not known counts against the plan.
 *
 * Asked rule by rule, as each goes: what earlier ones let through is safe already, and only this one takes its part.
 */
import type { Bounds } from "../group/bounds.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { intersectFlows, isEmptyFlows, subtractFlows } from "../net/flow-set.ts";
import type { PlanStep, RuleSpecification } from "./plan.ts";
import { addedRule, removedRule } from "./step-rules.ts";

export interface PlacedRule {
  readonly groupId: string;
  readonly rule: RuleSpecification;
}

/** Steps that are done and steps that are still to be done, in any order. */
export interface Standing {
  readonly done: readonly PlanStep[];
  readonly toCome: readonly PlanStep[];
}

const READINGS = ["byRule", "byPacket"] as const;
type Reading = (typeof READINGS)[number];

export interface RiskView {
  /** Would something that lasts be cut off, on any group or interface, with `gone` gone? `done` has its going. */
  readonly cutsOff: (gone: PlacedRule, standing: Standing) => boolean;
  /** Do both rules let some flow through, in either reading, as far as anybody can tell? */
  readonly overlap: (one: PlacedRule, other: PlacedRule) => boolean;
}

/**
 * The group alone, and each combination of groups that some interface carries with it. Where not all interfaces were
 * read, one may carry the group together with any other that the plan changes.
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
  const all = [[groupId], ...carried, ...unread];
  return [...new Map(all.map((groupIds) => [groupIds.join(" "), groupIds])).values()];
}

const rulesBy = (
  steps: readonly PlanStep[],
  pick: (step: PlanStep) => RuleSpecification | null,
): readonly PlacedRule[] =>
  steps.flatMap((step) => {
    const rule = pick(step);
    return rule === null || !("groupId" in step) ? [] : [{ groupId: step.groupId, rule }];
  });

/** `before`: nothing is done yet. */
export function riskView(before: ObservationIndex): RiskView {
  const keys = new WeakMap<RuleSpecification, string>();
  const flows = new Map<string, Readonly<Record<Reading, Bounds>>>();
  const overlaps = new Map<string, boolean>();

  /** Rules are looked at again and again: each is spelled out once. */
  const nameOf = ({ groupId, rule }: PlacedRule): string => {
    const key = keys.get(rule) ?? ruleKey(rule);
    keys.set(rule, key);
    return `${groupId} ${key}`;
  };

  const flowsOf = (placed: PlacedRule): Readonly<Record<Reading, Bounds>> => {
    const known = flows.get(nameOf(placed));
    if (known !== undefined) return known;
    const group = before.groups.get(placed.groupId);
    if (group === undefined) throw new Error(`${placed.groupId} is in no plan: it was not found.`);
    const byRule = ruleFlows(placed.rule, group, before);
    const isSame = placed.rule.peer.kind !== "group";
    const both = { byRule, byPacket: isSame ? byRule : byPacket(byRule, before) };
    flows.set(nameOf(placed), both);
    return both;
  };

  const shared = (one: PlacedRule, other: PlacedRule, reading: Reading) =>
    intersectFlows(flowsOf(one)[reading].possibly, flowsOf(other)[reading].possibly);

  const overlap = (one: PlacedRule, other: PlacedRule): boolean => {
    const key = `${nameOf(one)}\n${nameOf(other)}`;
    const known = overlaps.get(key);
    if (known !== undefined) return known;
    const found = READINGS.some((reading) => !isEmptyFlows(shared(one, other, reading)));
    overlaps.set(key, found);
    return found;
  };

  /** The rules of these groups that are there now and share something with `gone`. */
  const covers = (gone: PlacedRule, groupIds: readonly string[], done: readonly PlanStep[]) => {
    const left = new Set(rulesBy(done, removedRule).map(nameOf));
    const there = groupIds.flatMap((groupId): PlacedRule[] => {
      const group = before.groups.get(groupId);
      const rules = group?.rulesKnown === true ? group.rules : [];
      return rules.map((rule) => ({ groupId, rule })).filter((placed) => !left.has(nameOf(placed)));
    });
    const added = rulesBy(done, addedRule).filter(({ groupId }) => groupIds.includes(groupId));
    return [...there, ...added].filter(
      (placed) => placed.rule.direction === gone.rule.direction && overlap(gone, placed),
    );
  };

  const isCut = (gone: PlacedRule, groupIds: readonly string[], { done, toCome }: Standing): boolean => {
    const due = rulesBy(toCome, addedRule).filter(
      (placed) =>
        groupIds.includes(placed.groupId) &&
        placed.rule.direction === gone.rule.direction &&
        overlap(gone, placed),
    );
    if (due.length === 0) return false;
    const there = covers(gone, groupIds, done);
    return READINGS.some((reading) =>
      due.some((placed) => {
        const lasting = there.reduce(
          (rest, each) => (isEmptyFlows(rest) ? rest : subtractFlows(rest, flowsOf(each)[reading].surely)),
          shared(gone, placed, reading),
        );
        return !isEmptyFlows(lasting);
      }),
    );
  };

  return {
    overlap,
    cutsOff: (gone, standing) => {
      const changed = rulesBy(
        [...standing.done, ...standing.toCome],
        (step) => addedRule(step) ?? removedRule(step),
      );
      const others = [...new Set(changed.map(({ groupId }) => groupId))].sort();
      return combinations(gone.groupId, others, before).some((groupIds) => isCut(gone, groupIds, standing));
    },
  };
}
