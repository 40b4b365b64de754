import { isDefaultGroup } from "#lib/core/group/managed-by.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { CIS_DEFAULT_GROUP } from "../control.ts";
import { extentOf } from "../extent.ts";
import { referenceIndex } from "../references.ts";
import { noPlan } from "../remedy.ts";
import { unreadGroups, unreadInterfaces } from "../unread.ts";
import { counted, listed } from "../words.ts";

const ofGroup = (
  { groupId, vpcId }: ObservedGroup,
  namedBy: readonly string[],
  context: CatalogueContext,
): FindingDraft[] => {
  const { index, nameOf } = context;
  const read = index.observation.parts.interfaces.complete;
  const carriers = read ? (index.interfacesByGroup.get(groupId) ?? []) : [];
  const [first] = carriers;
  const others = namedBy.filter((holder) => holder !== groupId);
  if (first === undefined && others.length === 0) return [];
  const uses = [
    ...(first === undefined ? [] : [`${counted(carriers.length, "interface")} carry it`]),
    ...(others.length === 0 ? [] : [`rules of ${listed(others.map(nameOf))} name it`]),
  ];
  return [
    {
      about: groupId,
      certainty: "sure",
      subject: { kind: "group", groupId },
      stack: context.parts.get(groupId)?.[0]?.view.stack.name ?? null,
      groupIds: [groupId],
      sentence: `The default group ${groupId}${vpcId === null ? "" : ` of ${vpcId}`} is in use: ${listed(uses)}.`,
      witness: {
        kind: "object",
        text:
          first === undefined
            ? `${others[0] ?? ""} names ${groupId}`
            : `${first.interfaceId} carries ${groupId}`,
      },
      extent: extentOf({ things: others, amount: carriers.length }),
      remedy: noPlan("Which group each of them should carry instead is for people to say."),
    },
  ];
};

export const defaultGroupUsed: CatalogueRule = {
  id: "default-group-used",
  severity: "medium",
  title: "Default group in use",
  explanation:
    "Something carries a VPC's default group, or rules of other groups name it. Nobody chose that group: it is what EC2 takes when nobody says. Give each a group made for it, then close the default one.",
  needs: "account",
  controls: [CIS_DEFAULT_GROUP],
  evaluate: (context) => {
    const namedBy = referenceIndex(context);
    const question = "every default group is out of use";
    const groups = [...context.index.groups.values()].filter(isDefaultGroup);
    return [
      ...groups.flatMap((group) => ofGroup(group, namedBy.get(group.groupId) ?? [], context)),
      ...unreadGroups(question, context),
      ...unreadInterfaces(question, context),
    ];
  },
};
