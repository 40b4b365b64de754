import { isKnown } from "#lib/core/group/bounds.ts";
import { isDefaultGroup } from "#lib/core/group/managed-by.ts";
import { isEmptyFlows, unionAllFlows } from "#lib/core/net/flow-set.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft, Remedy } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { CIS_DEFAULT_GROUP, CONFIG_DEFAULT_GROUP } from "../control.ts";
import { allRules } from "../cover.ts";
import { extentOf, extentOfFlows } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { noPlan, removal } from "../remedy.ts";
import { cannotTell, unreadGroups } from "../unread.ts";
import { packetOf } from "../witness.ts";
import { counted } from "../words.ts";

const remedyOf = (view: GroupView, context: CatalogueContext): Remedy => {
  const { index } = context;
  if (!index.observation.parts.interfaces.complete)
    return noPlan("Nobody can tell what carries it, so nobody can tell what closing it would cut.");
  const carriers = index.interfacesByGroup.get(view.group.groupId)?.length ?? 0;
  if (carriers > 0)
    return noPlan(
      `${counted(carriers, "interface")} carry it: closing it would cut them off. Give each a group of its own first.`,
    );
  return removal(view.group.groupId, allRules(view), context);
};

const ofGroup = (view: GroupView, context: CatalogueContext): FindingDraft[] => {
  const { groupId, vpcId } = view.group;
  const rules = allRules(view);
  const open = rules.find(({ flows }) => !isEmptyFlows(flows.surely));
  const subject = { kind: "group", groupId } as const;
  const stack = context.parts.get(groupId)?.[0]?.view.stack.name ?? null;
  const name = `The default group ${groupId}${vpcId === null ? "" : ` of ${vpcId}`}`;
  if (open !== undefined)
    return [
      {
        about: groupId,
        certainty: "sure",
        subject,
        stack,
        groupIds: [groupId],
        sentence: `${name} lets traffic through: ${counted(view.ingress.length, "rule")} in, ${counted(view.egress.length, "rule")} out. Whatever is launched without a group gets it.`,
        witness: packetOf(open.flows.surely, open.rule.direction, context.index),
        extent: extentOf({
          flows: [
            ...extentOfFlows("ingress", view.letsIn.surely),
            ...extentOfFlows("egress", unionAllFlows(view.egress.map(({ flows }) => flows.surely))),
          ],
        }),
        remedy: remedyOf(view, context),
      },
    ];
  if (rules.every(({ flows }) => isKnown(flows))) return [];
  const sentence = `It cannot be told whether ${name} lets anything through: what its rules name could not be read.`;
  return [cannotTell(`${groupId}/unread`, subject, [groupId], sentence, stack)];
};

export const defaultGroupOpen: CatalogueRule = {
  id: "default-group-open",
  severity: "medium",
  title: "Default group lets traffic through",
  explanation:
    "Every VPC has a group named default that cannot be deleted, and whatever is launched without a group carries it. EC2 opens it to itself and to the outside. Remove its rules, so that something launched by mistake reaches nothing.",
  needs: "account",
  controls: [CIS_DEFAULT_GROUP, CONFIG_DEFAULT_GROUP],
  evaluate: (context) => [
    ...context.groups.filter(({ group }) => isDefaultGroup(group)).flatMap((view) => ofGroup(view, context)),
    ...unreadGroups("every default group is closed", context),
  ],
};
