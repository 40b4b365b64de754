import type { Direction, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { countOfRules, type Permission } from "#lib/core/group/permission.ts";
import { firstEgressPlace, type RuleSource, withRulesOnDemand } from "#lib/core/group/rules-on-demand.ts";
import { plainPermissions } from "./plain-permission.ts";
import { readPermission } from "./read-permission.ts";
import type { KnownPeers } from "./rule-peer.ts";
import { type Fields, fieldsOf, forEachFields, optionalText, textOf } from "./shape.ts";
import { readTags } from "./tags.ts";

/**
 * Where a group's rules come from: `own`, the permissions in the group form itself; the rules read beside it; or
 * null, when they could not be read and what the group allows is unknown.
 */
export type RulesOfGroup = "own" | readonly ObservedRule[] | null;

const place = (rule: ObservedRule): string =>
  JSON.stringify([rule.direction, rule.protocol, rule.fromPort, rule.toPort, rule.peer, rule.ruleId]);

/** Orders rules by what they say, so that EC2's order never looks like a change. */
const inFixedOrder = (rules: readonly ObservedRule[]): readonly ObservedRule[] =>
  rules
    .map((rule) => [place(rule), rule] as const)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, rule]) => rule);

const ownRules = (group: Fields, known: KnownPeers): ObservedRule[] => {
  const rules: ObservedRule[] = [];
  forEachFields(group.IpPermissions, "IpPermissions", (permission) =>
    readPermission(permission, "ingress", known, rules),
  );
  forEachFields(group.IpPermissionsEgress, "IpPermissionsEgress", (permission) =>
    readPermission(permission, "egress", known, rules),
  );
  return rules.slice();
};

const hasAny = (places: ReadonlySet<number>, from: number, end: number): boolean => {
  for (let place = from; place < end; place += 1) if (places.has(place)) return true;
  return false;
};

/** The rules of one direction at some places; permissions that have none of them are passed over. */
const rulesAt = (
  places: ReadonlySet<number>,
  permissions: readonly Permission[],
  direction: Direction,
  start: number,
  known: KnownPeers,
): ObservedRule[] => {
  const rules: ObservedRule[] = [];
  let first = start;
  for (const permission of permissions) {
    const end = first + countOfRules(permission);
    if (hasAny(places, first, end)) {
      const made: ObservedRule[] = [];
      readPermission({ ...permission }, direction, known, made);
      const begin = first;
      rules.push(...made.filter((_, step) => places.has(begin + step)));
    }
    first = end;
  }
  return rules;
};

/** The rules of permissions in the plain form, checked but not made; null where a closer look is needed. */
const ownRulesOnDemand = (group: Fields, known: KnownPeers): RuleSource | null => {
  const { IpPermissions, IpPermissionsEgress } = group;
  const ingress = plainPermissions(IpPermissions);
  const egress = plainPermissions(IpPermissionsEgress);
  if (ingress === null || egress === null) return null;
  const make = () => ownRules({ IpPermissions, IpPermissionsEgress }, known);
  const makeAt = (places: ReadonlySet<number>) => [
    ...rulesAt(places, ingress, "ingress", 0, known),
    ...rulesAt(places, egress, "egress", firstEgressPlace({ ingress }), known),
  ];
  return { ingress, egress, make, makeAt };
};

/** One `SecurityGroup` of `DescribeSecurityGroups`, its rules in the order given. Throws `WrongShape`. */
export function readGroupAsGiven(
  group: Fields,
  rules: RulesOfGroup,
  associatedVpcIds: readonly string[] = [],
  peers: KnownPeers = new Map(),
): ObservedGroup {
  const described = {
    groupId: textOf(group.GroupId, "GroupId"),
    name: optionalText(group.GroupName, "GroupName") ?? "",
    description: optionalText(group.Description, "Description") ?? "",
    ownerId: optionalText(group.OwnerId, "OwnerId") ?? "",
    vpcId: optionalText(group.VpcId, "VpcId"),
    associatedVpcIds: associatedVpcIds.length < 2 ? associatedVpcIds : [...associatedVpcIds].sort(),
    tags: readTags(group.Tags),
  };
  if (rules !== "own") return { ...described, rules: rules ?? [], rulesKnown: rules !== null };
  const onDemand = ownRulesOnDemand(group, peers);
  return onDemand === null
    ? { ...described, rules: ownRules(group, peers), rulesKnown: true }
    : withRulesOnDemand(described, onDemand);
}

/** The same with its rules in a fixed order, for what is kept and compared by content. Throws `WrongShape`. */
export function readGroup(
  raw: unknown,
  rules: RulesOfGroup,
  associatedVpcIds: readonly string[] = [],
): ObservedGroup {
  const group = readGroupAsGiven(fieldsOf(raw), rules, associatedVpcIds);
  return { ...group, rules: inFixedOrder(group.rules) };
}
