/**
 * The proposed pattern: for each tier exactly the flows of the rules that explain themselves, written as people
 * would: other tiers by name, the whole world as anyone, people's SSH as granted sources.
 */
import { type CanonicalRule, peerText } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import { parseCidr } from "#lib/core/net/cidr.ts";
import {
  equalServices,
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { carriedSets } from "#lib/core/tier/carried-sets.ts";
import type { MeantFlow, MeantPeer, OpenSource, Tier } from "#lib/core/tier/pattern.ts";
import type { Duty } from "./adoption.ts";
import { explain, type Setting } from "./explained.ts";
import { isAdministrative, SSH, servicesOfRule } from "./known-services.ts";
import { meantServices } from "./meant-services.ts";
import type { TierGroups } from "./tiers.ts";

export interface NamedTier extends TierGroups {
  readonly name: string;
}

export interface RuleOut {
  readonly groupId: string;
  readonly ruleKey: string;
  readonly reason: string;
}

export interface MeantTier {
  readonly tier: Tier;
  readonly openSources: readonly OpenSource[];
  readonly out: readonly RuleOut[];
}

const ROLES: Partial<Readonly<Record<Duty, Tier["role"]>>> = {
  door: "door",
  bastion: "bastion",
  "connect-endpoint": "bastion",
};

const flow = (peer: MeantPeer, services: ServiceSet): MeantFlow[] =>
  services.length === 0 ? [] : [{ peer, services: meantServices(services) }];

interface Kept {
  readonly groupId: string;
  readonly rule: CanonicalRule;
  readonly services: ServiceSet;
}

/** The services that every combination of the tier's groups an interface carries opens to any of these peers. */
const openToAll = (
  kept: readonly Kept[],
  peers: readonly string[],
  carried: readonly (readonly string[])[],
): ServiceSet => {
  const sets = carried.map((ids) =>
    kept
      .filter(({ groupId, rule }) => ids.includes(groupId) && peers.includes(peerText(rule.peer)))
      .map(({ services }) => services)
      .reduce(unionServices, NO_SERVICES),
  );
  return sets.reduce((all, services) => intersectServices(all, services), sets[0] ?? NO_SERVICES);
};

const tierFlows = (
  kept: readonly Kept[],
  own: readonly (readonly string[])[],
  named: readonly NamedTier[],
  index: ObservationIndex,
) =>
  named.map((source) => {
    const carried = carriedSets(source.groupIds, index).possibly;
    const services = carried
      .map((ids) => openToAll(kept, ids, own))
      .reduce((all, each, at) => (at === 0 ? each : intersectServices(all, each)), NO_SERVICES);
    return { source, services };
  });

const networkPeer = (text: string, kind: CanonicalRule["peer"]["kind"]): MeantPeer | null => {
  if (kind === "prefix-list") return { kind: "prefix-list", prefixListId: text };
  if (kind === "group") return { kind: "group", groupId: text };
  return parseCidr(text).ok ? { kind: "cidr", cidr: text } : null;
};

/** `anyone` means the families the VPC has: both doors open, or the one it has. */
const anyoneServices = (
  v4: ServiceSet,
  v6: ServiceSet,
  vpcId: string,
  index: ObservationIndex,
): ServiceSet => {
  const vpc = index.vpcs.get(vpcId);
  if (vpc === undefined || !index.observation.parts.vpcs.complete) return NO_SERVICES;
  return vpc.ipv6Cidrs.length === 0 ? v4 : intersectServices(v4, v6);
};

const sourceName = (rule: CanonicalRule): string => {
  const [described] = rule.copies.flatMap((copy) => copy.description ?? []).sort();
  const plain = [...(described ?? "").trim()].slice(0, 80).join("");
  return plain === "" || /[\p{Cc}\p{Cf}]/u.test(plain) ? `Source ${peerText(rule.peer)}` : plain;
};

/** The rules that explain themselves, and the others with the reason. Stale references grant nothing and are neither. */
const sorted = (tier: NamedTier, setting: Setting): { readonly kept: Kept[]; readonly out: RuleOut[] } => {
  const out: RuleOut[] = [];
  const kept: Kept[] = [];
  const whyNotMeant = explain(tier, setting);
  for (const groupId of tier.groupIds) {
    const facts = setting.facts.get(groupId);
    if (facts === undefined) continue;
    for (const rule of facts.ingress) {
      const { peer } = rule;
      if (peer.kind === "group" && referenceState(peer, facts.group, setting.index).state === "stale")
        continue;
      const services = servicesOfRule(rule);
      const reason =
        networkPeer(peerText(peer), peer.kind) === null || services.length === 0
          ? "A pattern cannot say this: its network or service is not written as EC2 writes one."
          : whyNotMeant(rule);
      if (reason === null) kept.push({ groupId, rule, services });
      else out.push({ groupId, ruleKey: rule.key, reason });
    }
  }
  return { kept, out };
};

/** `entrance` is the tier through which grants open SSH, or null: there is at most one. */
export const meantTier = (
  tier: NamedTier,
  named: readonly NamedTier[],
  entrance: string | null,
  vpcId: string,
  setting: Setting,
): MeantTier => {
  const { index } = setting;
  const { kept, out } = sorted(tier, setting);
  const own = carriedSets(tier.groupIds, index).possibly;
  const flows: MeantFlow[] = [];
  const openSources: OpenSource[] = [];
  const references = tierFlows(kept, own, named, index);
  const v4 = openToAll(kept, ["0.0.0.0/0"], own);
  const v6 = openToAll(kept, ["::/0"], own);
  const anyone = anyoneServices(v4, v6, vpcId, index);
  flows.push(...flow({ kind: "anyone" }, anyone));

  const byPeer = groupedBy(kept, ({ rule }) => peerText(rule.peer));
  const peers = [...byPeer.keys()].sort();
  const hasIpv6 = (index.vpcs.get(vpcId)?.ipv6Cidrs.length ?? 0) > 0;
  const world = hasIpv6 ? ["0.0.0.0/0", "::/0"] : ["0.0.0.0/0"];
  for (const text of peers) {
    const ofPeer = byPeer.get(text) ?? [];
    const [first] = ofPeer;
    const peer = first === undefined ? null : networkPeer(text, first.rule.peer.kind);
    if (first === undefined || peer === null) continue;
    const source = references.find((reference) => reference.source.groupIds.includes(text));
    const said = source?.services ?? (world.includes(text) ? anyone : NO_SERVICES);
    const services = subtractServices(openToAll(ofPeer, [text], own), said);
    const isNetwork = peer.kind === "cidr" || peer.kind === "prefix-list";
    if (isNetwork && tier.name === entrance && equalServices(intersectServices(services, SSH), SSH)) {
      openSources.push({ name: sourceName(first.rule), peer });
      flows.push(...flow(peer, subtractServices(services, SSH)));
    } else flows.push(...flow(peer, services));
  }
  for (const { source, services } of references)
    flows.push(...flow({ kind: "tier", tier: source.name }, services));
  if (tier.name === entrance) flows.unshift(...flow({ kind: "granted-sources" }, SSH));

  return {
    tier: {
      name: tier.name,
      role: ROLES[tier.duty] ?? "workload",
      ingress: { mode: "list", flows },
      egress: { mode: "unmanaged" },
    },
    openSources,
    out,
  };
};

/** The tier that people's SSH goes through: the door, else a bastion; null where machines take SSH themselves. */
export const entranceOf = (named: readonly NamedTier[], setting: Setting): string | null => {
  const takes = (tier: NamedTier): boolean =>
    tier.groupIds.some((id) =>
      (setting.facts.get(id)?.ingress ?? []).some(
        (rule) =>
          rule.peer.kind !== "group" &&
          isAdministrative(rule) &&
          intersectServices(servicesOfRule(rule), SSH).length > 0,
      ),
    );
  const door =
    named.find((tier) => tier.duty === "door" && takes(tier)) ??
    named.find((tier) => tier.duty === "bastion" && takes(tier)) ??
    named.find((tier) => tier.duty === "door");
  return door?.name ?? null;
};
