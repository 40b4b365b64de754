import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import { ruleWords } from "#lib/core/group/rule-text.ts";
import { forEachReference } from "#lib/core/group/rules-on-demand.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { removal } from "../remedy.ts";
import { cannotTell, unreadGroups } from "../unread.ts";

const GONE = {
  "group-deleted": "no longer exists",
  "peering-ended": "is out of reach, because the peering has ended",
};

const UNSURE = {
  "group-unread": "was not listed",
  "peering-pending": "lies behind a peering that is not active yet",
  "peering-unread": "lies behind a peering that could not be read",
  "path-unseen": "lives in another VPC, by a way that EC2 does not show",
};

/** Whether any rule names a group that may not be there: those of most groups all are. */
const namesLost = ({ group }: GroupView, { index }: CatalogueContext): boolean => {
  let lost = false;
  forEachReference(group, (peer) => {
    lost ||= referenceState(peer, group, index).state !== "live";
  });
  return lost;
};

const ofRule = (held: HeldRule, { group }: GroupView, context: CatalogueContext): FindingDraft[] => {
  const { rule, groupId } = held;
  if (rule.peer.kind !== "group") return [];
  const reference = referenceState(rule.peer, group, context.index);
  if (reference.state === "live") return [];
  const about = `${groupId}/${rule.key}`;
  const subject = { kind: "rule", groupId, ruleKey: rule.key } as const;
  const stack = context.parts.get(groupId)?.[0]?.view.stack.name ?? null;
  const what = `The rule ${ruleWords(rule)} of ${context.nameOf(groupId)} names ${rule.peer.groupId}`;
  if (reference.state === "unknown") {
    const sentence = `${what}, which ${UNSURE[reference.reason]}: it cannot be told whether it lets anything through.`;
    return [cannotTell(about, subject, [groupId], sentence, stack)];
  }
  return [
    {
      about,
      certainty: "sure",
      subject,
      stack,
      groupIds: [groupId],
      sentence: `${what}, which ${GONE[reference.reason]}. It lets nothing through.`,
      witness: { kind: "object", text: `${rule.peer.groupId} ${GONE[reference.reason]}` },
      extent: extentOf({}),
      remedy: removal(groupId, [held], context),
    },
  ];
};

export const staleReference: CatalogueRule = {
  id: "stale-reference",
  severity: "low",
  title: "Rule names a group that is gone",
  explanation:
    "A rule that names a deleted group, or one whose peering has ended, lets nothing through. It misleads whoever reads it and counts against the quota.",
  needs: "account",
  controls: [],
  evaluate: (context) => [
    ...context.groups
      .filter((view) => namesLost(view, context))
      .flatMap((view) => [...view.ingress, ...view.egress].flatMap((held) => ofRule(held, view, context))),
    ...unreadGroups("every group that rules name still exists", context),
  ],
};
