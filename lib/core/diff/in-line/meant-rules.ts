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
import { type Extent, extentsMeet } from "./extent.ts";
import { cidrPeer, groupPeer, prefixListPeer, type WrittenPeer } from "./written-peer.ts";

/** One peer and one service of the model. */
export interface MeantPart {
  readonly flow: MeantFlow;
  readonly rules: MeantRule[];
}

/** One rule of a part: "anyone" is two in a VPC with IPv6, some icmp services are several. */
export interface MeantRule extends RuleService {
  /** Among the rules it was written with. */
  readonly place: number;
  readonly part: MeantPart;
  /** As the peer of a rule. */
  readonly kind: WrittenPeer["kind"];
  readonly text: string;
  readonly extent: Extent;
}

/** What some flows of a model are written as. */
export interface WrittenFlows {
  readonly parts: readonly MeantPart[];
  readonly rules: readonly MeantRule[];
  /** By `text`. */
  readonly byPeer: ReadonlyMap<string, readonly MeantRule[]>;
  /** Parts that have a flow in common with another part. */
  readonly meeting: ReadonlySet<MeantPart>;
}

interface WrittenService {
  readonly service: Service;
  readonly rules: readonly { readonly written: RuleService; readonly range: ServiceRange }[];
}

/** How EC2 writes a service; several rules stand for the whole range together, which is all that is needed here. */
const writtenService = (service: Service): WrittenService => ({
  service,
  rules: servicesOfService(service).flatMap((range) =>
    ruleServicesFor(range).map((written) => ({ written, range })),
  ),
});

const WORLD: readonly WrittenPeer[] = ["0.0.0.0/0", "::/0"].flatMap((text) => cidrPeer(text) ?? []);

/** Null where what is meant is not known, or not as simple as some rules: then only the algebra can tell. */
const writtenPeers = (
  peer: MeantPeer,
  stack: Stack,
  index: ObservationIndex,
): readonly WrittenPeer[] | null => {
  switch (peer.kind) {
    case "cidr": {
      const written = cidrPeer(peer.cidr);
      return written === null ? null : [written];
    }
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

const meetingParts = (rules: readonly MeantRule[], others: readonly MeantRule[]): Set<MeantPart> => {
  const meeting = new Set<MeantPart>();
  const isSame = rules === others;
  rules.forEach((rule, place) => {
    for (let index = isSame ? place + 1 : 0; index < others.length; index += 1) {
      const other = others[index];
      if (other === undefined || other.part === rule.part || !extentsMeet(rule.extent, other.extent))
        continue;
      meeting.add(rule.part);
      meeting.add(other.part);
    }
  });
  return meeting;
};

/** Null where the algebra must tell. */
const writeFlows = (
  flows: readonly MeantFlow[],
  stack: Stack,
  index: ObservationIndex,
): WrittenFlows | null => {
  const parts: MeantPart[] = [];
  const all: MeantRule[] = [];
  const byPeer = new Map<string, MeantRule[]>();
  for (const flow of flows) {
    const services = flow.services.map(writtenService);
    for (const peer of plainPeers(flow.peer, stack)) {
      const peers = writtenPeers(peer, stack, index);
      if (peers === null) return null;
      for (const { service, rules } of services) {
        const part: MeantPart = { flow: { peer, services: [service] }, rules: [] };
        parts.push(part);
        for (const { kind, text, extent } of peers)
          for (const { written, range } of rules) {
            const { protocol, fromPort, toPort } = written;
            const place = all.length;
            const rule: MeantRule = {
              place,
              part,
              kind,
              text,
              protocol,
              fromPort,
              toPort,
              extent: { peer: extent, services: range },
            };
            all.push(rule);
            part.rules.push(rule);
            const same = byPeer.get(text);
            if (same === undefined) byPeer.set(text, [rule]);
            else same.push(rule);
          }
      }
    }
  }
  return { parts, rules: all, byPeer, meeting: meetingParts(all, all) };
};

/** Flows that mean the same for every stack that follows the pattern in this observation. */
const isShared = ({ peer }: MeantFlow): boolean =>
  peer.kind === "cidr" || peer.kind === "prefix-list" || peer.kind === "group";

interface Shared {
  readonly prefixLists: ObservationIndex["prefixLists"];
  readonly written: WrittenFlows | null;
}

/** Many stacks follow one pattern: what its flows are written as is kept as long as the pattern lives. */
const sharedByModel = new WeakMap<DirectionModel, Shared>();

const sharedFlows = (
  model: Extract<DirectionModel, { mode: "list" }>,
  stack: Stack,
  index: ObservationIndex,
): WrittenFlows | null => {
  const { prefixLists } = index;
  const known = sharedByModel.get(model);
  if (known?.prefixLists === prefixLists) return known.written;
  const written = writeFlows(model.flows.filter(isShared), stack, index);
  sharedByModel.set(model, { prefixLists, written });
  return written;
};

/** What a whole model is written as: the part all stacks of the pattern share, and the stack's own. */
export interface MeantRules {
  readonly shared: WrittenFlows;
  readonly own: WrittenFlows;
  /** Parts that have a flow in common with another part of either. */
  readonly meeting: ReadonlySet<MeantPart>;
}

/** Null where the algebra must tell: what is meant is not known, or several groups play a tier it names. */
export const meantRules = (
  model: Extract<DirectionModel, { mode: "list" }>,
  stack: Stack,
  index: ObservationIndex,
): MeantRules | null => {
  const shared = sharedFlows(model, stack, index);
  const own = writeFlows(
    model.flows.filter((flow) => !isShared(flow)),
    stack,
    index,
  );
  if (shared === null || own === null) return null;
  const meeting = meetingParts(own.rules, shared.rules);
  if (meeting.size === 0 && own.meeting.size === 0) return { shared, own, meeting: shared.meeting };
  return { shared, own, meeting: new Set([...shared.meeting, ...own.meeting, ...meeting]) };
};
