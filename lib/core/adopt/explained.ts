/**
 * Which rules of a tier explain themselves, and so become part of the proposed pattern, and which are called out: a
 * pattern that repeats everything that is there would never show anything. The doubtful ones are left to a person.
 */
import { type CanonicalRule, peerText } from "#lib/core/group/canonical-rule.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { NO_SERVICES, type ServiceSet, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import type { Duty, LeftOut } from "./adoption.ts";
import { isEntrance, isStore } from "./cluster.ts";
import type { GroupFacts } from "./group-facts.ts";
import { isAdministrative, isWide, meets, servicesOfRule } from "./known-services.ts";
import type { Link } from "./links.ts";
import { placeOfRule } from "./outside.ts";
import type { TierGroups } from "./tiers.ts";

/** What one application's rules are judged in. */
export interface Setting {
  readonly tiers: readonly TierGroups[];
  readonly facts: ReadonlyMap<string, GroupFacts>;
  readonly links: readonly Link[];
  /** Groups that play tiers in other applications only. */
  readonly elsewhere: ReadonlySet<string>;
  /** Groups that play tiers here and in other applications. */
  readonly shared: ReadonlySet<string>;
  /** In how many of its tiers each rule stands, by key. */
  readonly tiersWithRule: ReadonlyMap<string, number>;
  readonly aside: ReadonlyMap<string, LeftOut>;
  readonly index: ObservationIndex;
}

const PEOPLE: ReadonlySet<Duty> = new Set(["door", "bastion", "connect-endpoint"]);

const rulesOf = (tier: TierGroups, { facts }: Setting): CanonicalRule[] =>
  tier.groupIds.flatMap((id) => facts.get(id)?.ingress ?? []);

const together = (rules: readonly CanonicalRule[]): ServiceSet =>
  rules.map(servicesOfRule).reduce(unionServices, NO_SERVICES);

/** In how many tiers each rule stands. */
export const tiersWithRule = (
  tiers: readonly TierGroups[],
  facts: ReadonlyMap<string, GroupFacts>,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const tier of tiers) {
    const keys = new Set(tier.groupIds.flatMap((id) => (facts.get(id)?.ingress ?? []).map(({ key }) => key)));
    for (const each of keys) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
};

/** What the rules of one tier say together, found once for all of them. */
interface TierView {
  readonly tier: TierGroups;
  readonly vpcId: string | null;
  /** Open to groups, wide rules aside. */
  readonly referenced: ServiceSet;
  /** Open to the world. */
  readonly toWorld: ServiceSet;
  /** Groups let in by rules that are not wide. */
  readonly narrowly: ReadonlySet<string>;
  readonly isShared: boolean;
}

const viewOf = (tier: TierGroups, setting: Setting): TierView => {
  const vpcId = setting.facts.get(tier.groupIds[0] ?? "")?.group.vpcId ?? null;
  const rules = rulesOf(tier, setting);
  const narrow = rules.filter((rule) => rule.peer.kind === "group" && !isWide(servicesOfRule(rule)));
  return {
    tier,
    vpcId,
    referenced: together(narrow),
    toWorld: together(rules.filter((rule) => placeOfRule(rule, vpcId, setting.index) === "world")),
    narrowly: new Set(narrow.map((rule) => peerText(rule.peer))),
    isShared: tier.groupIds.some((id) => setting.shared.has(id)),
  };
};

const whyNotGroup = (
  rule: CanonicalRule,
  groupId: string,
  view: TierView,
  setting: Setting,
): string | null => {
  if (view.tier.groupIds.includes(groupId)) return null;
  const from = setting.tiers.find(({ groupIds }) => groupIds.includes(groupId));
  if (from !== undefined)
    return isWide(servicesOfRule(rule)) && from.groupIds.some((id) => view.narrowly.has(id))
      ? "It opens far more than the narrower rule for the same group."
      : null;
  if (setting.aside.get(groupId)?.code === "default-group")
    return "It lets in a default group: whatever was given no group carries that.";
  return setting.elsewhere.has(groupId) && !view.isShared
    ? "It lets in a group of another application."
    : null;
};

const whyNotAdministrative = (rule: CanonicalRule, view: TierView, setting: Setting): string | null => {
  const { duty } = view.tier;
  const isPing = rule.protocol.startsWith("icmp");
  if (placeOfRule(rule, view.vpcId, setting.index) === "world") {
    if (!isPing) return "The whole Internet may try to get onto the machines.";
    return isEntrance(duty) ? null : "The whole Internet may ping what only other tiers call.";
  }
  if (PEOPLE.has(duty) || isPing || view.isShared) return null;
  return setting.tiers.some((tier) => PEOPLE.has(tier.duty))
    ? "People come in elsewhere in this stack; this is a way around it."
    : null;
};

const whyNotAtEntrance = (services: ServiceSet, isShared: boolean, { toWorld }: TierView): string | null => {
  const isCovered = subtractServices(services, toWorld).length === 0;
  return isCovered || isShared || toWorld.length === 0
    ? null
    : "Nothing tells what this network needs beside what everybody may use.";
};

const whyNotNetwork = (rule: CanonicalRule, view: TierView, setting: Setting): string | null => {
  if (isAdministrative(rule)) return whyNotAdministrative(rule, view, setting);
  const { tier, referenced } = view;
  const services = servicesOfRule(rule);
  const place = placeOfRule(rule, view.vpcId, setting.index);
  if (isWide(services)) return "It opens far more than any one application listens on.";
  const isShared = (setting.tiersWithRule.get(rule.key) ?? 0) > 1;
  if (isEntrance(tier.duty)) return place === "world" ? null : whyNotAtEntrance(services, isShared, view);
  if (place === "world")
    return isStore(tier.duty)
      ? "The whole Internet may reach the data."
      : "The whole Internet may go around the tiers before it.";
  if (isShared || tier.duty === "common") return null;
  const byAddress = setting.links.some(
    (link) => tier.groupIds.includes(link.to) && link.via === "address" && meets(link.services, services),
  );
  if (byAddress) return null;
  if (meets(referenced, services)) return "It is wider than the tiers that are let in on the same service.";
  const isHost = /\/(?:32|128)$/.test(peerText(rule.peer));
  return referenced.length === 0 && !isHost ? null : "Nothing tells what it is for.";
};

/** For each rule of a tier: null where it explains itself, else why it is called out. */
export const explain = (tier: TierGroups, setting: Setting): ((rule: CanonicalRule) => string | null) => {
  const view = viewOf(tier, setting);
  return (rule) => {
    if (rule.peer.kind !== "group") return whyNotNetwork(rule, view, setting);
    return /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(rule.peer.groupId)
      ? whyNotGroup(rule, rule.peer.groupId, view, setting)
      : "It names a group by something that is no group id.";
  };
};
