import type { Direction, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { RuleService } from "#lib/core/group/rule-services.ts";
import { forEachRule } from "#lib/core/group/rules-on-demand.ts";
import { networkSpan } from "#lib/core/net/network-span.ts";
import { parseProtocol } from "#lib/core/net/protocol.ts";
import { addWeights, FAMILIES, type Family, peerWeight, type Weight } from "#lib/core/plan/quota.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { noPlan } from "../remedy.ts";
import { cannotTell, unreadGroups, unreadInterfaces } from "../unread.ts";
import { listed } from "../words.ts";

/** Less than this share of the limit left counts as no headroom: six of the usual sixty rules. */
const HEADROOM = 0.1;

const FAMILY_NAMES: Readonly<Record<Family, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

const WEIGHTS: Readonly<Record<"group" | Family, Weight>> = {
  group: { ipv4: 1, ipv6: 1 },
  ipv4: { ipv4: 1, ipv6: 0 },
  ipv6: { ipv4: 0, ipv6: 1 },
};

/** One thing that is close to a limit. */
type Near = Pick<FindingDraft, "about" | "subject" | "stack" | "groupIds" | "sentence"> & {
  readonly proof: string;
  readonly count: number;
};

type Found = { readonly near: readonly Near[]; readonly unread: readonly FindingDraft[] };

/** The same for one rule in two spellings; sometimes for two rules, too. */
const roughKey = ({ protocol: text, fromPort, toPort }: RuleService, peer: string): string => {
  const protocol = parseProtocol(text);
  const span = networkSpan(peer);
  const ports = protocol === 6 || protocol === 17 || protocol === 1 ? `${fromPort}:${toPort}` : "";
  return `${protocol ?? text} ${ports} ${span === null ? peer : `${span.family} ${span.low} ${span.high}`}`;
};

/** What a side counts, told without making its rules; null where some of them may be one rule in two spellings. */
const plainWeight = ({ group }: GroupView, direction: Direction, index: ObservationIndex): Weight | null => {
  const weight: Record<Family, number | null> = { ipv4: 0, ipv6: 0 };
  const keys = new Set<string>();
  let rules = 0;
  forEachRule(group, direction, (service, kind, text) => {
    rules += 1;
    keys.add(roughKey(service, text));
    const added = kind === "prefix-list" ? peerWeight({ kind, prefixListId: text }, index) : WEIGHTS[kind];
    for (const family of FAMILIES) {
      const [sum, more] = [weight[family], added[family]];
      weight[family] = sum === null || more === null ? null : sum + more;
    }
  });
  return keys.size === rules ? weight : null;
};

const ofSide = (view: GroupView, direction: Direction, context: CatalogueContext): Found => {
  const limit = context.limits.rulesPerGroup;
  const { groupId } = view.group;
  const weight =
    plainWeight(view, direction, context.index) ??
    addWeights(view[direction].map(({ rule }) => peerWeight(rule.peer, context.index)));
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
