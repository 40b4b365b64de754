/**
 * Which rules of a tier explain themselves, and so become part of the proposed pattern, and which are called out: a
 * pattern that repeats everything that is there would never show anything. The doubtful ones are left to a person.
 */
import { type CanonicalRule, peerText } from "#lib/core/group/canonical-rule.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import { equalServices, NO_SERVICES, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import type { Duty, LeftOut } from "./adoption.ts";
import { isEntrance, isStore } from "./cluster.ts";
import type { Part } from "./duty.ts";
import type { GroupFacts } from "./group-facts.ts";
import { isAdministrative, isWide, meets, servicesOfRule } from "./known-services.ts";
import type { Link } from "./links.ts";
import { placeOfRule } from "./outside.ts";
import type { TierGroups } from "./tiers.ts";

/** What one application's rules are judged in. */
export interface Setting {
  readonly tiers: readonly TierGroups[];
  readonly facts: ReadonlyMap<string, GroupFacts>;
  readonly parts: ReadonlyMap<string, Part>;
  readonly links: readonly Link[];
  /** Groups that play tiers in other applications only. */
  readonly elsewhere: ReadonlySet<string>;
  /** Groups that play tiers here and in other applications. */
  readonly shared: ReadonlySet<string>;
  readonly aside: ReadonlyMap<string, LeftOut>;
  readonly index: ObservationIndex;
}

const PEOPLE: ReadonlySet<Duty> = new Set(["door", "bastion", "connect-endpoint"]);

const tierOf = (groupId: string, { tiers }: Setting): TierGroups | undefined =>
  tiers.find(({ groupIds }) => groupIds.includes(groupId));

const rulesOf = (tier: TierGroups, { facts }: Setting): CanonicalRule[] =>
  tier.groupIds.flatMap((id) => facts.get(id)?.ingress ?? []);

/** How many tiers have a rule that says the same of the same peer. */
const tiersWith = (rule: CanonicalRule, setting: Setting): number =>
  setting.tiers.filter((tier) =>
    rulesOf(tier, setting).some(
      (other) =>
        peerText(other.peer) === peerText(rule.peer) &&
        equalServices(servicesOfRule(other), servicesOfRule(rule)),
    ),
  ).length;

/** What other tiers are let in on, by reference. */
const referenced = (tier: TierGroups, setting: Setting) =>
  rulesOf(tier, setting)
    .filter((rule) => rule.peer.kind === "group" && !isWide(servicesOfRule(rule)))
    .map(servicesOfRule)
    .reduce(unionServices, NO_SERVICES);

const whyNotGroup = (
  rule: CanonicalRule,
  groupId: string,
  tier: TierGroups,
  setting: Setting,
): string | null => {
  if (tier.groupIds.includes(groupId)) return null;
  const from = tierOf(groupId, setting);
  if (from !== undefined) {
    if (!isWide(servicesOfRule(rule))) return null;
    const narrower = rulesOf(tier, setting).some(
      (other) =>
        other.peer.kind === "group" &&
        from.groupIds.includes(other.peer.groupId) &&
        !isWide(servicesOfRule(other)),
    );
    return narrower ? "It opens far more than the narrower rule for the same group." : null;
  }
  const aside = setting.aside.get(groupId);
  if (aside?.code === "default-group")
    return "It lets in a default group: whatever was given no group carries that.";
  if (setting.elsewhere.has(groupId) && !tier.groupIds.some((id) => setting.shared.has(id)))
    return "It lets in a group of another application.";
  return null;
};

const whyNotAdministrative = (rule: CanonicalRule, tier: TierGroups, setting: Setting): string | null => {
  const place = placeOfRule(
    rule,
    setting.facts.get(tier.groupIds[0] ?? "")?.group.vpcId ?? null,
    setting.index,
  );
  const isPing = rule.protocol.startsWith("icmp");
  if (place === "world") {
    if (isPing)
      return isEntrance(tier.duty) ? null : "The whole Internet may ping what only other tiers call.";
    return "The whole Internet may try to get onto the machines.";
  }
  if (PEOPLE.has(tier.duty) || isPing || tier.groupIds.some((id) => setting.shared.has(id))) return null;
  const way = setting.tiers.find(({ duty }) => PEOPLE.has(duty));
  return way === undefined ? null : "People come in elsewhere in this stack; this is a way around it.";
};

const whyNotNetwork = (rule: CanonicalRule, tier: TierGroups, setting: Setting): string | null => {
  if (isAdministrative(rule)) return whyNotAdministrative(rule, tier, setting);
  const services = servicesOfRule(rule);
  const facts = setting.facts.get(tier.groupIds[0] ?? "");
  const place = placeOfRule(rule, facts?.group.vpcId ?? null, setting.index);
  if (isWide(services)) return "It opens far more than any one application listens on.";
  const isShared = tiersWith(rule, setting) > 1;
  if (isEntrance(tier.duty)) {
    if (place === "world") return null;
    const toWorld = rulesOf(tier, setting)
      .filter((other) => placeOfRule(other, facts?.group.vpcId ?? null, setting.index) === "world")
      .map(servicesOfRule)
      .reduce(unionServices, NO_SERVICES);
    const isCovered = subtractServices(services, toWorld).length === 0;
    return isCovered || isShared || toWorld.length === 0
      ? null
      : "Nothing tells what this network needs beside what everybody may use.";
  }
  if (place === "world")
    return isStore(tier.duty)
      ? "The whole Internet may reach the data."
      : "The whole Internet may go around the tiers before it.";
  if (isShared || tier.duty === "common") return null;
  const byAddress = setting.links.some(
    (link) => tier.groupIds.includes(link.to) && link.via === "address" && meets(link.services, services),
  );
  if (byAddress) return null;
  if (meets(referenced(tier, setting), services))
    return "It is wider than the tiers that are let in on the same service.";
  const isOnlyWay = referenced(tier, setting).length === 0;
  const isHost = rule.peer.kind !== "group" && /\/(?:32|128)$/.test(peerText(rule.peer));
  return isOnlyWay && !isHost ? null : "Nothing tells what it is for.";
};

/** Null for a rule that explains itself; else why it is called out. */
export const whyNotMeant = (rule: CanonicalRule, tier: TierGroups, setting: Setting): string | null => {
  const peer = ruleText(rule).peer;
  if (rule.peer.kind === "group") {
    if (!/^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(peer))
      return "It names a group by something that is no group id.";
    return whyNotGroup(rule, rule.peer.groupId, tier, setting);
  }
  return whyNotNetwork(rule, tier, setting);
};
