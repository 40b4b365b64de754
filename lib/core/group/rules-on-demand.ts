/**
 * Rules that are made when somebody asks for them. A reader may leave the rules of a group in the form they came in:
 * they are checked at the first look, the group looks like any other, and its `rules` are made when asked for and kept.
 * Who only goes through the rules once, as the comparison of an account does, needs none of them made.
 */
import { peerText } from "./canonical-rule.ts";
import type { GroupPeer } from "./group-reference.ts";
import type { Direction, ObservedGroup, ObservedRule } from "./observation.ts";
import { countOfRules, type Permission, pairPeer, type RuleVisitor, visitPermissions } from "./permission.ts";

/** The rules of one group in the form they came in, each of which was checked; nobody changes them any more. */
export interface PlainRules {
  readonly ingress: readonly Permission[];
  readonly egress: readonly Permission[];
}

export interface RuleSource {
  /** Checks each rule; null where they are not all in the plain form, and only making them tells more. */
  readonly check: () => PlainRules | null;
  /** All of them in their order, those of `ingress` first. May throw where nothing was checked before. */
  readonly make: () => readonly ObservedRule[];
  /** Those at these places alone, in the same order. */
  readonly makeAt: (places: ReadonlySet<number>, plain: PlainRules) => readonly ObservedRule[];
}

/** The place of the first rule of `egress` among all rules of the group. */
export const firstEgressPlace = ({ ingress }: PlainRules): number =>
  ingress.reduce((count, permission) => count + countOfRules(permission), 0);

interface OnDemand {
  readonly source: RuleSource;
  /** As they were checked; `unchecked` until the first look. */
  plain: PlainRules | null | "unchecked";
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

/** Checked at the first look, so that who goes through them next finds them in the processor's cache. */
const plainOf = (rules: OnDemand): PlainRules | null => {
  if (rules.plain === "unchecked") rules.plain = rules.source.check();
  return rules.plain;
};

/** Has a group's rules checked, where nobody has looked at them yet. Throws as their source does. */
export const checkRules = (group: ObservedGroup): void => {
  const rules = onDemand.get(group);
  if (rules !== undefined && rules.made === null && plainOf(rules) === null) rules.made = rules.source.make();
};

type WithoutRules = Omit<ObservedGroup, "rules" | "rulesKnown">;
type Bare = WithoutRules & { rulesKnown?: boolean };

const addRules: (group: Bare, source: RuleSource) => asserts group is ObservedGroup = (group, source) => {
  onDemand.set(group, { source, plain: "unchecked", made: null });
  Object.defineProperty(group, "rules", RULES);
  group.rulesKnown = true;
};

/** A group whose rules are known, and made at the first look. */
export const withRulesOnDemand = (group: WithoutRules, source: RuleSource): ObservedGroup => {
  const whole: Bare = { ...group };
  addRules(whole, source);
  return whole;
};

const NOTHING_TO_MAKE: RuleSource = { check: () => null, make: () => [], makeAt: () => [] };

/** Never told: the engine forgets the shape of such groups, and all it compiled for them, once the last one is gone. */
const keptForTheirShape = new Set<ObservedGroup>();
keptForTheirShape.add(
  withRulesOnDemand(
    { groupId: "", name: "", description: "", ownerId: "", vpcId: null, associatedVpcIds: [], tags: {} },
    NOTHING_TO_MAKE,
  ),
);

/** Rules that nobody has asked for yet. */
interface UnmadeRules {
  readonly permissions: readonly Permission[];
  /** The place of the first of them among all rules of the group. */
  readonly start: number;
}

/** The rules of one direction as they came; null where they are there already. */
export const unmadeRules = (group: ObservedGroup, direction: Direction): UnmadeRules | null => {
  const rules = onDemand.get(group);
  if (rules === undefined || rules.made !== null) return null;
  const plain = plainOf(rules);
  if (plain === null) return null;
  return direction === "ingress"
    ? { permissions: plain.ingress, start: 0 }
    : { permissions: plain.egress, start: firstEgressPlace(plain) };
};

/** Goes through a group's rules of one direction in their order, and makes none that are not there yet. */
export const forEachRule = (group: ObservedGroup, direction: Direction, visit: RuleVisitor): void => {
  const unmade = unmadeRules(group, direction);
  if (unmade !== null) {
    visitPermissions(unmade.permissions, unmade.start, visit);
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
  const plain = rules === undefined || rules.made !== null ? null : plainOf(rules);
  if (rules !== undefined && plain !== null) return rules.source.makeAt(places, plain);
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
  const plain = rules === undefined || rules.made !== null ? null : plainOf(rules);
  if (plain === null) {
    for (const { peer } of group.rules) if (peer.kind === "group") visit(peer);
    return;
  }
  for (const { UserIdGroupPairs } of [...plain.ingress, ...plain.egress])
    for (const pair of UserIdGroupPairs ?? []) visit(pairPeer(pair));
};
