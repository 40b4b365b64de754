import type { Direction, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { countOfRules, type Permission } from "#lib/core/group/permission.ts";
import {
  firstEgressPlace,
  type PlainRules,
  type RuleSource,
  withRulesOnDemand,
} from "#lib/core/group/rules-on-demand.ts";
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

const plainRules = (inward: unknown, outward: unknown): PlainRules | null => {
  const ingress = plainPermissions(inward);
  const egress = plainPermissions(outward);
  return ingress === null || egress === null ? null : { ingress, egress };
};

/** The rules of a group's own permissions, neither checked nor made; of the group no more than these is kept. */
const rulesToCome = ({ IpPermissions, IpPermissionsEgress }: Fields, known: KnownPeers): RuleSource => ({
  check: () => plainRules(IpPermissions, IpPermissionsEgress),
  make: () => ownRules({ IpPermissions, IpPermissionsEgress }, known),
  makeAt: (places, plain) => [
    ...rulesAt(places, plain.ingress, "ingress", 0, known),
    ...rulesAt(places, plain.egress, "egress", firstEgressPlace(plain), known),
  ],
});

/**
 * One `SecurityGroup` of `DescribeSecurityGroups`, its rules in the order given. Its own permissions are not checked
 * before somebody looks at its rules, or has them checked by `checkRules`. Throws `WrongShape`.
 */
export function readUncheckedGroup(
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
  return rules === "own"
    ? withRulesOnDemand(described, rulesToCome(group, peers))
    : { ...described, rules: rules ?? [], rulesKnown: rules !== null };
}

/** The same with its rules made, in a fixed order, for what is kept and compared by content. Throws `WrongShape`. */
export function readGroup(
  raw: unknown,
  rules: RulesOfGroup,
  associatedVpcIds: readonly string[] = [],
): ObservedGroup {
  const group = readUncheckedGroup(fieldsOf(raw), rules, associatedVpcIds);
  return { ...group, rules: inFixedOrder(group.rules) };
}
