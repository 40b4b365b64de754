import type { Direction, ObservedInterface } from "#lib/core/group/observation.ts";
import { FAMILIES, type Family, sideWeight } from "#lib/core/plan/quota.ts";
import type { CatalogueContext, GroupView } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf } from "../extent.ts";
import { noPlan } from "../remedy.ts";
import { cannotTell, unreadGroups, unreadInterfaces } from "../unread.ts";
import { listed } from "../words.ts";

/** Less than this share of the limit left counts as no headroom: six of the usual sixty rules. */
const HEADROOM = 0.1;

const FAMILY_NAMES: Readonly<Record<Family, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

/** One thing that is close to a limit. */
type Near = Pick<FindingDraft, "about" | "subject" | "stack" | "groupIds" | "sentence"> & {
  readonly proof: string;
  readonly count: number;
};

type Found = { readonly near: readonly Near[]; readonly unread: readonly FindingDraft[] };

/** Only a prefix list weighs more than one rule: most sides are not near, however their rules are counted. */
const hasRoom = ({ group }: GroupView, direction: Direction, limit: number): boolean => {
  const rules = group.rules.filter((rule) => rule.direction === direction);
  return rules.length < limit - limit * HEADROOM && rules.every(({ peer }) => peer.kind !== "prefix-list");
};

const ofSide = (view: GroupView, direction: Direction, context: CatalogueContext): Found => {
  const limit = context.limits.rulesPerGroup;
  if (hasRoom(view, direction, limit)) return { near: [], unread: [] };
  const { groupId } = view.group;
  const weight = sideWeight({ groupId, direction }, context.index);
  const subject = { kind: "group", groupId } as const;
  const stack = context.parts.get(groupId)?.[0]?.view.stack.name ?? null;
  const name = context.nameOf(groupId);
  const found = { near: [] as Near[], unread: [] as FindingDraft[] };
  for (const family of FAMILIES) {
    const count = weight[family];
    const about = `${groupId}/${direction}/${family}`;
    const rules = `${direction} rules for ${FAMILY_NAMES[family]}`;
    if (count === null) {
      const sentence = `It cannot be told how many ${rules} ${name} has: the weight of a prefix list it names is not known.`;
      found.unread.push(cannotTell(`${about}/unread`, subject, [groupId], sentence, stack));
    } else if (count >= limit - limit * HEADROOM) {
      const proof = `${count} of ${limit} ${rules}`;
      const left = count < limit ? limit - count : "none";
      const sentence = `${name} has ${proof}: ${left} can be added.`;
      found.near.push({ about, subject, stack, groupIds: [groupId], sentence, proof, count });
    }
  }
  return found;
};

const ofInterface = (item: ObservedInterface, context: CatalogueContext): Near[] => {
  const limit = context.limits.groupsPerInterface;
  const { interfaceId, instanceId } = item;
  const groupIds = [...new Set(item.groupIds)].sort();
  if (groupIds.length < limit) return [];
  const who = instanceId === null ? interfaceId : `${instanceId} (${interfaceId})`;
  const sentence = `${who} carries ${groupIds.length} of ${limit} groups: none can be added.`;
  const proof = `${interfaceId} carries ${listed(groupIds)}`;
  const subject = { kind: "interface", interfaceId, instanceId } as const;
  return [{ about: interfaceId, subject, stack: null, groupIds, sentence, proof, count: groupIds.length }];
};

/** Near a limit that nobody could read, an account may have more room than Amazon gives everybody: one unknown. */
const findingsOf = (near: readonly Near[], { limits }: CatalogueContext): FindingDraft[] => {
  const remedy = noPlan("Remove what adds nothing, or have AWS raise the quota (Service Quotas).");
  const because = limits.assumedBecause ?? null;
  if (because === null)
    return near.map(({ proof, count, ...rest }) => ({
      ...rest,
      certainty: "sure",
      witness: { kind: "object", text: proof },
      extent: extentOf({ amount: count }),
      remedy,
    }));
  const [first] = near;
  if (first === undefined) return [];
  const groupIds = [...new Set(near.flatMap((each) => each.groupIds))].sort();
  const more = near.length === 1 ? "" : ` And ${near.length - 1} more are as close.`;
  const sentence = `It cannot be told how much room is left: the account's own limits were not read, and something is close to what Amazon gives everybody. ${first.sentence}${more} ${because}`;
  return [cannotTell("unread-limits", { kind: "account" }, groupIds, sentence)];
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
    const sides = context.groups.flatMap((view) =>
      (["ingress", "egress"] as const).map((direction) => ofSide(view, direction, context)),
    );
    const carriers = [...(parts.interfaces.complete ? interfaces : [])].sort((a, b) =>
      a.interfaceId < b.interfaceId ? -1 : 1,
    );
    const near = [
      ...sides.flatMap((side) => side.near),
      ...carriers.flatMap((item) => ofInterface(item, context)),
    ];
    return [
      ...findingsOf(near, context),
      ...sides.flatMap((side) => side.unread),
      ...unreadGroups(question, context),
      ...unreadInterfaces(question, context),
    ];
  },
};
