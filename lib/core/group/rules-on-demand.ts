/**
 * Rules that are made when somebody asks for them. A reader that has checked each rule of a group may leave them in the
 * form they came in: the group looks like any other, and its `rules` are made at the first look and kept. Who only goes
 * through the rules once, as the comparison of an account does, needs none of them made.
 */
import { peerText } from "./canonical-rule.ts";
import type { GroupPeer } from "./group-reference.ts";
import type { Direction, ObservedGroup, ObservedRule } from "./observation.ts";
import { countOfRules, type Permission, pairPeer, type RuleVisitor, visitPermissions } from "./permission.ts";

/** The rules of one group in the form they came in, which nobody changes any more. */
export interface RuleSource {
  readonly ingress: readonly Permission[];
  readonly egress: readonly Permission[];
  /** All of them in their order, those of `ingress` first. */
  readonly make: () => readonly ObservedRule[];
  /** Those at these places alone, in the same order. */
  readonly makeAt: (places: ReadonlySet<number>) => readonly ObservedRule[];
}

/** The place of the first rule of `egress` among all rules of the group. */
export const firstEgressPlace = ({ ingress }: Pick<RuleSource, "ingress">): number =>
  ingress.reduce((count, permission) => count + countOfRules(permission), 0);

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

const NOTHING_TO_MAKE: RuleSource = { ingress: [], egress: [], make: () => [], makeAt: () => [] };

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
  const { source } = rules;
  return direction === "ingress"
    ? { permissions: source.ingress, start: 0 }
    : { permissions: source.egress, start: firstEgressPlace(source) };
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
  for (const { UserIdGroupPairs } of [...rules.source.ingress, ...rules.source.egress])
    for (const pair of UserIdGroupPairs ?? []) visit(pairPeer(pair));
};
