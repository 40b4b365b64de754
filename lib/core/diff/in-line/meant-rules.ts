/**
 * The model of one direction as the EC2 rules it would be written as, findable by peer. A rule of a group that is
 * written the same way means the same flows, whatever the algebra would have to say about it.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { RuleService } from "#lib/core/group/rule-services.ts";
import { ruleServicesFor } from "#lib/core/group/rules-for-flows.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";
import { groupsOfTier, servicesOfService } from "#lib/core/tier/meant-flows.ts";
import type { DirectionModel, MeantFlow, MeantPeer, Service, Stack } from "#lib/core/tier/pattern.ts";
import { type Extent, extentsMeet, forEachMeeting } from "./extent.ts";
import { cidrPeer, groupPeer, prefixListPeer, type WrittenPeer } from "./written-peer.ts";

/** One peer and one service of the model. */
export interface MeantPart {
  readonly peer: MeantPeer;
  readonly service: Service;
}

/**
 * One rule of a part, with an extent that is never smaller than the rule. "Anyone" is two rules in a VPC with IPv6,
 * some icmp services are several.
 */
export interface MeantRule extends Extent {
  /** Among the rules it was written with. */
  readonly place: number;
  readonly part: MeantPart;
  readonly written: RuleService;
  /** Another rule with the same text for a peer. */
  readonly next: MeantRule | undefined;
}

/** What some flows of a model are written as. */
export interface WrittenFlows {
  readonly rules: readonly MeantRule[];
  /** By the text of the peer: the first of a chain. */
  readonly byPeer: ReadonlyMap<string, MeantRule>;
  /** Parts that have a flow in common with another part. */
  readonly meeting: ReadonlySet<MeantPart>;
}

interface WrittenService {
  readonly service: Service;
  readonly rules: readonly { readonly written: RuleService; readonly services: ServiceRange }[];
}

/** Services belong to patterns, which many stacks share. */
const writtenByService = new WeakMap<Service, WrittenService>();

/** How EC2 writes a service; where it takes several rules, each has the extent of all of them. */
const writtenService = (service: Service): WrittenService => {
  const known = writtenByService.get(service);
  if (known !== undefined) return known;
  const rules = servicesOfService(service).flatMap((services) =>
    ruleServicesFor(services).map((written) => ({ written, services })),
  );
  writtenByService.set(service, { service, rules });
  return { service, rules };
};

const modelCidr = (text: string): WrittenPeer => {
  const peer = cidrPeer(text);
  if (peer === null) throw new Error(`The model names the network ${text}.`);
  return peer;
};

const WORLD: readonly WrittenPeer[] = ["0.0.0.0/0", "::/0"].map(modelCidr);

/** Null where what is meant is not known, or not as simple as some rules: then only the algebra can tell. */
const writtenPeers = (
  peer: MeantPeer,
  stack: Stack,
  index: ObservationIndex,
): readonly WrittenPeer[] | null => {
  switch (peer.kind) {
    case "cidr":
      return [modelCidr(peer.cidr)];
    case "prefix-list": {
      const written = prefixListPeer(peer.prefixListId, index);
      return written === null ? null : [written];
    }
    case "group":
      return [groupPeer(peer.groupId)];
    case "tier": {
      const groupIds = groupsOfTier(stack.bindings, peer.tier);
      return groupIds.length > 1 ? null : groupIds.map(groupPeer);
    }
    case "anyone": {
      const vpc = index.vpcs.get(stack.vpcId);
      if (vpc === undefined || !index.observation.parts.vpcs.complete) return null;
      return vpc.ipv6Cidrs.length > 0 ? WORLD : WORLD.slice(0, 1);
    }
    case "granted-sources":
      return null;
  }
};

/** The sources that stand behind `granted-sources`, each as a peer of its own. */
const plainPeers = (peer: MeantPeer, stack: Stack): readonly MeantPeer[] =>
  peer.kind === "granted-sources" ? stack.openSources.map((source) => source.peer) : [peer];

/** Null where the algebra must tell. */
const writeFlows = (
  flows: readonly MeantFlow[],
  stack: Stack,
  index: ObservationIndex,
): WrittenFlows | null => {
  const all: MeantRule[] = [];
  const byPeer = new Map<string, MeantRule>();
  for (const flow of flows) {
    const writtenServices = flow.services.map(writtenService);
    for (const meant of plainPeers(flow.peer, stack)) {
      const peers = writtenPeers(meant, stack, index);
      if (peers === null) return null;
      for (const { service, rules } of writtenServices) {
        const part: MeantPart = { peer: meant, service };
        for (const peer of peers)
          for (const { written, services } of rules) {
            const next = byPeer.get(peer.text);
            const rule: MeantRule = { place: all.length, part, peer, written, services, next };
            all.push(rule);
            byPeer.set(peer.text, rule);
          }
      }
    }
  }
  const meeting = new Set<MeantPart>();
  forEachMeeting(all, (a, b) => {
    if (a.part !== b.part) meeting.add(a.part).add(b.part);
  });
  return { rules: all, byPeer, meeting };
};

/** Flows that mean the same for every stack that follows the pattern in this observation. */
const isShared = ({ peer }: MeantFlow): boolean =>
  peer.kind === "cidr" || peer.kind === "prefix-list" || peer.kind === "group";

type ListModel = Extract<DirectionModel, { mode: "list" }>;

interface Shared {
  readonly prefixLists: ObservationIndex["prefixLists"];
  readonly written: WrittenFlows | null;
  /** What is left for each stack to write. */
  readonly ownFlows: readonly MeantFlow[];
}

/** Many stacks follow one pattern: what its flows are written as is kept as long as the pattern lives. */
const sharedByModel = new WeakMap<ListModel, Shared>();

const sharedFlows = (model: ListModel, stack: Stack, index: ObservationIndex): Shared => {
  const { prefixLists } = index;
  const known = sharedByModel.get(model);
  if (known?.prefixLists === prefixLists) return known;
  const written = writeFlows(model.flows.filter(isShared), stack, index);
  const ownFlows = model.flows.filter((flow) => !isShared(flow));
  const shared = { prefixLists, written, ownFlows };
  sharedByModel.set(model, shared);
  return shared;
};

/** Parts of a stack's own flows and of the shared ones that have a flow in common. */
const meetingBetween = (own: WrittenFlows, shared: WrittenFlows): Set<MeantPart> => {
  const meeting = new Set<MeantPart>();
  for (const rule of own.rules) {
    if (rule.peer.family === null && !shared.byPeer.has(rule.peer.text)) continue;
    for (const other of shared.rules) if (extentsMeet(rule, other)) meeting.add(rule.part).add(other.part);
  }
  return meeting;
};

/** What a whole model is written as: what all stacks of the pattern share, and the stack's own. */
export interface MeantRules {
  readonly shared: WrittenFlows;
  readonly own: WrittenFlows;
  /** Parts that have a flow in common with another part of either. */
  readonly meeting: ReadonlySet<MeantPart>;
}

/** Null where the algebra must tell: what is meant is not known, or several groups play a tier it names. */
export const meantRules = (model: ListModel, stack: Stack, index: ObservationIndex): MeantRules | null => {
  const { written: shared, ownFlows } = sharedFlows(model, stack, index);
  const own = shared === null ? null : writeFlows(ownFlows, stack, index);
  if (shared === null || own === null) return null;
  const between = meetingBetween(own, shared);
  if (between.size === 0 && own.meeting.size === 0) return { shared, own, meeting: shared.meeting };
  return { shared, own, meeting: new Set([...shared.meeting, ...own.meeting, ...between]) };
};
