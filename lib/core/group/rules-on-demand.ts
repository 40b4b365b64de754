/**
 * Rules that are made when somebody asks for them. A reader that has checked each rule of a group may leave them in the
 * form they came in: the group looks like any other, and its `rules` are made at the first look and kept. Who only goes
 * through the rules once, as the comparison of an account does, needs none of them made.
 */
import { peerText } from "./canonical-rule.ts";
import type { GroupPeer } from "./group-reference.ts";
import type { Direction, ObservedGroup, ObservedRule, RulePeer } from "./observation.ts";
import type { RuleService } from "./rule-services.ts";

/**
 * Called with what a rule says: its peer by kind and by `peerText` as written, a group as a whole beside it, and the
 * rule's place among all rules of the group.
 */
export type RuleVisitor = (
  service: RuleService,
  kind: RulePeer["kind"],
  text: string,
  reference: GroupPeer | null,
  place: number,
) => void;

/** The rules of one group in the form they came in, which nobody changes any more. */
export interface RuleSource {
  /** All of them in their order, those of `ingress` first. */
  readonly make: () => readonly ObservedRule[];
  /** Those at these places alone, in the same order. */
  readonly makeAt: (places: ReadonlySet<number>) => readonly ObservedRule[];
  /** Tells those of one direction in the same order, by objects that live no longer than the call. */
  readonly visit: (direction: Direction, visit: RuleVisitor) => void;
}

interface OnDemand {
  readonly source: RuleSource;
  made: readonly ObservedRule[] | null;
}

/** By the group, so that a copy of it with other rules has nothing to do with these. */
const onDemand = new WeakMap<object, OnDemand>();

const RULES: PropertyDescriptor & ThisType<object> = {
  enumerable: true,
  get() {
    const rules = onDemand.get(this);
    if (rules === undefined) return [];
    rules.made ??= rules.source.make();
    return rules.made;
  },
};

type WithoutRules = Omit<ObservedGroup, "rules" | "rulesKnown">;
type Bare = WithoutRules & { rulesKnown?: boolean };

const addRules: (group: Bare, source: RuleSource) => asserts group is ObservedGroup = (group, source) => {
  onDemand.set(group, { source, made: null });
  Object.defineProperty(group, "rules", RULES);
  group.rulesKnown = true;
};

/** A group whose rules are known, and made at the first look. */
export const withRulesOnDemand = (group: WithoutRules, source: RuleSource): ObservedGroup => {
  const whole: Bare = { ...group };
  addRules(whole, source);
  return whole;
};

/** Goes through a group's rules of one direction in their order, and makes none that are not there yet. */
export const forEachRule = (group: ObservedGroup, direction: Direction, visit: RuleVisitor): void => {
  const rules = onDemand.get(group);
  if (rules !== undefined && rules.made === null) {
    rules.source.visit(direction, visit);
    return;
  }
  group.rules.forEach((rule, place) => {
    const { peer } = rule;
    if (rule.direction === direction)
      visit(rule, peer.kind, peerText(peer), peer.kind === "group" ? peer : null, place);
  });
};

/** The rules at these places, in their order; makes no others that are not there yet. */
export const rulesAt = (group: ObservedGroup, places: ReadonlySet<number>): readonly ObservedRule[] => {
  if (places.size === 0) return [];
  const rules = onDemand.get(group);
  if (rules !== undefined && rules.made === null) return rules.source.makeAt(places);
  return group.rules.filter((_, place) => places.has(place));
};

/** The group with other rules; its own are not made, as a copy of all its properties would. */
export const withRules = (
  { groupId, name, description, ownerId, vpcId, associatedVpcIds, tags, rulesKnown }: ObservedGroup,
  rules: readonly ObservedRule[],
): ObservedGroup => ({
  groupId,
  name,
  description,
  ownerId,
  vpcId,
  associatedVpcIds,
  tags,
  rules,
  rulesKnown,
});

/** Goes through the references to groups in a group's rules, in their order, and makes no rules either. */
export const forEachReference = (group: ObservedGroup, visit: (reference: GroupPeer) => void): void => {
  const rules = onDemand.get(group);
  if (rules === undefined || rules.made !== null) {
    for (const { peer } of group.rules) if (peer.kind === "group") visit(peer);
    return;
  }
  for (const direction of ["ingress", "egress"] as const)
    rules.source.visit(direction, (_service, _kind, _text, reference) => {
      if (reference !== null) visit(reference);
    });
};
