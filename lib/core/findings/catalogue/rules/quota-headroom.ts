import type { Direction, ObservedInterface } from "#lib/core/group/observation.ts";
import { FAMILIES, type Family, sideWeight } from "#lib/core/plan/quota.ts";
import type { CatalogueContext, GroupView } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { noPlan } from "../remedy.ts";
import { cannotTell, unreadGroups, unreadInterfaces } from "../unread.ts";

/** Less than this share of the limit left counts as no headroom: six of the usual sixty rules. */
const HEADROOM = 0.1;

const FAMILY_NAMES: Readonly<Record<Family, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

/** Near a limit that nobody could read, an account may have more room than Amazon gives everybody. */
const verdict = ({ limits: { assumedBecause = null } }: CatalogueContext) =>
  assumedBecause === null
    ? { certainty: "sure" as const, doubt: "" }
    : {
        certainty: "cannot-tell" as const,
        doubt: ` It may have more room: this is Amazon's default, and the account's own limit was not read. ${assumedBecause}`,
      };

const ofSide = (
  { group }: GroupView,
  direction: Direction,
  family: Family,
  context: CatalogueContext,
): FindingDraft[] => {
  const { groupId } = group;
  const limit = context.limits.rulesPerGroup;
  const count = sideWeight({ groupId, direction }, context.index)[family];
  const about = `${groupId}/${direction}/${family}`;
  const subject = { kind: "group", groupId } as const;
  const stack = context.parts.get(groupId)?.[0]?.view.stack.name ?? null;
  const name = context.nameOf(groupId);
  const rules = `${direction} rules for ${FAMILY_NAMES[family]}`;
  if (count === null) {
    const sentence = `It cannot be told how many ${rules} ${name} has: the weight of a prefix list it names is not known.`;
    return [cannotTell(`${about}/unread`, subject, [groupId], sentence, stack)];
  }
  if (count < limit - limit * HEADROOM) return [];
  const left = limit - count;
  const { certainty, doubt } = verdict(context);
  return [
    {
      about,
      certainty,
      subject,
      stack,
      groupIds: [groupId],
      sentence: `${name} has ${count} of ${limit} ${rules}: ${left <= 0 ? "none" : left} can be added.${doubt}`,
      witness: { kind: "object", text: `${count} of ${limit} ${rules}` },
      remedy: noPlan("Remove rules that add nothing, or have AWS raise the quota (Service Quotas)."),
    },
  ];
};

const ofInterface = (item: ObservedInterface, context: CatalogueContext): FindingDraft[] => {
  const limit = context.limits.groupsPerInterface;
  const { interfaceId, instanceId } = item;
  const groupIds = [...new Set(item.groupIds)].sort();
  if (groupIds.length < limit) return [];
  const who = instanceId === null ? interfaceId : `${instanceId} (${interfaceId})`;
  const { certainty, doubt } = verdict(context);
  return [
    {
      about: interfaceId,
      certainty,
      subject: { kind: "interface", interfaceId, instanceId },
      stack: null,
      groupIds,
      sentence: `${who} carries ${groupIds.length} of ${limit} groups: none can be added.${doubt}`,
      witness: { kind: "object", text: `${interfaceId} carries ${groupIds.join(", ")}` },
      remedy: noPlan("Merge groups, or have AWS raise the quota (Service Quotas)."),
    },
  ];
};

export const quotaHeadroom: CatalogueRule = {
  id: "quota-headroom",
  severity: "low",
  title: "Little room under a quota",
  explanation:
    "EC2 limits the rules of a group, in each direction and for each address family, and the groups of an interface. Close to the limit the next grant is refused, and a plan cannot add before it removes. A prefix list counts its greatest size, not what is in it now.",
  needs: "account",
  controls: [],
  evaluate: (context) => {
    const { parts, interfaces } = context.index.observation;
    const question = "there is room under the quotas";
    return [
      ...context.groups.flatMap((view) =>
        (["ingress", "egress"] as const).flatMap((direction) =>
          FAMILIES.flatMap((family) => ofSide(view, direction, family, context)),
        ),
      ),
      ...(parts.interfaces.complete ? interfaces : []).flatMap((item) => ofInterface(item, context)),
      ...unreadGroups(question, context),
      ...unreadInterfaces(question, context),
    ];
  },
};
