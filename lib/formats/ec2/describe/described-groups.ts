/** Groups with their rules, from the two forms in which EC2 lists rules. */
import type { ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { checkRules } from "#lib/core/group/rules-on-demand.ts";
import { type RulesOfGroup, readUncheckedGroup } from "../read-group.ts";
import { readRule } from "../read-rule.ts";
import type { KnownPeers } from "../rule-peer.ts";
import { fieldsOf, optionalText, textOf, WrongShape } from "../shape.ts";
import type { DescribedProblem } from "./described-file.ts";
import { type Page, readItems } from "./described-pages.ts";
import { isWhole } from "./part-status.ts";

const append = <Item>(lists: Map<string, Item[]>, key: string, item: Item): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
};

const associationsIn = (pages: readonly Page[], problems: DescribedProblem[]): Map<string, string[]> => {
  const vpcs = new Map<string, string[]>();
  readItems(
    pages,
    (raw) => {
      const association = fieldsOf(raw);
      const state = optionalText(association.State, "State");
      if (state === null || state === "associated")
        append(vpcs, textOf(association.GroupId, "GroupId"), textOf(association.VpcId, "VpcId"));
    },
    problems,
  );
  return vpcs;
};

/** Pages of each listing that has to do with groups. */
export interface GroupPages {
  readonly groups: readonly Page[];
  readonly rules: readonly Page[];
  readonly associations: readonly Page[];
}

interface DescribedGroups {
  readonly groups: readonly ObservedGroup[];
  /** Checks the rules of every group that nobody has looked at yet. */
  readonly checkTheirRules: (problems: DescribedProblem[]) => void;
}

/**
 * Rules listed on their own win, since they have ids; for a group that has none there, its own permissions count. A
 * list of rules that goes on is left aside: nobody knows what it has not said yet. Where neither form was given, the
 * group's rules are unknown.
 */
export const describedGroups = (
  { groups, rules, associations }: GroupPages,
  problems: DescribedProblem[],
): DescribedGroups => {
  const vpcs = associationsIn(associations, problems);
  const rulesAreWhole = isWhole(rules);
  const peers: KnownPeers = new Map();
  const listed = new Map<string, ObservedRule[]>();
  readItems(
    rules,
    (raw) => {
      const { groupId, rule } = readRule(raw, peers);
      append(listed, groupId, rule);
    },
    problems,
  );
  const read = new Set<string>();
  const byItem = new Map<unknown, ObservedGroup>();
  const result = readItems(
    groups,
    (raw) => {
      const group = fieldsOf(raw);
      const groupId = textOf(group.GroupId, "GroupId");
      if (read.has(groupId)) throw new WrongShape("", `is ${groupId}, which was listed before`);
      read.add(groupId);
      const hasOwn = group.IpPermissions !== undefined || group.IpPermissionsEgress !== undefined;
      const beside = rulesAreWhole ? listed.get(groupId) : undefined;
      const none: RulesOfGroup = rulesAreWhole ? [] : null;
      const rulesOf = beside ?? (hasOwn ? "own" : none);
      const found = readUncheckedGroup(group, rulesOf, vpcs.get(groupId), peers);
      byItem.set(raw, found);
      return found;
    },
    problems,
  );
  const [first] = rules;
  const stranger = [...listed.keys()].find((groupId) => !read.has(groupId));
  if (stranger !== undefined && first !== undefined && problems.length === 0)
    problems.push({
      file: first.file,
      place: first.key,
      reason: `has rules of ${stranger}, which no describe-security-groups answer lists`,
    });
  const checkItem = (raw: unknown): void => {
    const group = byItem.get(raw);
    if (group !== undefined) checkRules(group);
  };
  return {
    groups: result,
    checkTheirRules: (found) => {
      readItems(groups, checkItem, found);
    },
  };
};
