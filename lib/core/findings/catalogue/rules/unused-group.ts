import { groupManagedBy, isDefaultGroup } from "#lib/core/group/managed-by.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { CONFIG_ATTACHED_GROUP } from "../control.ts";
import { extentOf } from "../extent.ts";
import { referenceIndex } from "../references.ts";
import { noPlan } from "../remedy.ts";
import { unreadGroups, unreadInterfaces } from "../unread.ts";

const OTHERS =
  "launch templates, services with nothing running now and other accounts, which are not read, may name it";

const ofGroup = (group: ObservedGroup, context: CatalogueContext): FindingDraft => {
  const { groupId } = group;
  const manager = groupManagedBy(group);
  const why =
    manager === null ? OTHERS : `${manager.controller} looks to be in charge of it and may attach it again`;
  return {
    about: groupId,
    certainty: "cannot-tell",
    subject: { kind: "group", groupId },
    stack: null,
    groupIds: [groupId],
    sentence: `Nothing that was read uses ${context.nameOf(groupId)}. That nothing else does cannot be proven: ${why}.`,
    witness: { kind: "object", text: `${groupId}: 0 interfaces, 0 rules of other groups, 0 stacks` },
    extent: extentOf({}),
    remedy: noPlan("Deleting a group cannot be taken back, and nobody can prove that nothing needs it."),
  };
};

/** Three answers: used (no finding), nothing that was read uses it (never proof), and not read. */
export const unusedGroup: CatalogueRule = {
  id: "unused-group",
  severity: "note",
  title: "Group that nothing seems to use",
  explanation:
    "No interface carries the group and no rule of another group names it. It may still be in use: launch templates, services with nothing running now and other accounts are not read. Ask its owner; EC2 itself refuses to delete a group that is in use.",
  needs: "account",
  controls: [CONFIG_ATTACHED_GROUP],
  evaluate: (context) => {
    const { index, parts } = context;
    const namedBy = referenceIndex(context);
    const isIdle = (group: ObservedGroup): boolean =>
      !isDefaultGroup(group) &&
      !parts.has(group.groupId) &&
      (index.interfacesByGroup.get(group.groupId) ?? []).length === 0 &&
      (namedBy.get(group.groupId) ?? []).every((holder) => holder === group.groupId);
    const read = index.observation.parts.interfaces.complete ? [...index.groups.values()] : [];
    const question = "every group is in use";
    return [
      ...read.filter(isIdle).map((group) => ofGroup(group, context)),
      ...unreadGroups(question, context),
      ...unreadInterfaces(question, context),
    ];
  },
};
