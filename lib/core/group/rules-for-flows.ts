/** The rules EC2 needs for a set of flows: one protocol each, icmp by single types and codes. */
import { printCidr } from "#lib/core/net/cidr.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import {
  firstPoint,
  LAST_SERVICE,
  lastPoint,
  PORTS,
  protocolAt,
  protocolName,
} from "#lib/core/net/protocol.ts";
import { type FlowPeer, rectanglesOf } from "#lib/core/net/rectangle.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";
import type { RuleShape } from "./canonical-rule.ts";
import type { Direction, RulePeer } from "./observation.ts";
import type { RuleService } from "./rule-services.ts";

const everyProtocolIn = (service: ServiceRange): RuleService[] => {
  const first = protocolAt(service.from);
  const count = protocolAt(service.to) - first + 1;
  return Array.from({ length: count }, (_, step) => ({
    protocol: `${first + step}`,
    fromPort: null,
    toPort: null,
  }));
};

const typesIn = (protocol: string, from: number, to: number): RuleService[] => {
  if (from === 0 && to === PORTS - 1) return [{ protocol, fromPort: -1, toPort: -1 }];
  const isWholeTypes = from % 256 === 0 && to % 256 === 255;
  const step = isWholeTypes ? 256 : 1;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => {
    const point = from + index * step;
    return { protocol, fromPort: Math.floor(point / 256), toPort: isWholeTypes ? -1 : point % 256 };
  });
};

/** How EC2 writes one piece of service as `serviceTokens` cuts them. */
export const ruleServicesFor = (service: ServiceRange): RuleService[] => {
  if (service.from === 0 && service.to === LAST_SERVICE)
    return [{ protocol: "-1", fromPort: null, toPort: null }];
  const protocol = protocolAt(service.from);
  const name = protocolName(protocol);
  if (name === null) return everyProtocolIn(service);
  const from = service.from - firstPoint(protocol);
  const to = Math.min(service.to, lastPoint(protocol)) - firstPoint(protocol);
  if (name === "tcp" || name === "udp") return [{ protocol: name, fromPort: from, toPort: to }];
  return typesIn(name, from, to);
};

type Owners = ReadonlyMap<string, string>;

const rulePeer = (peer: FlowPeer, owners: Owners): RulePeer => {
  if (peer.kind === "cidr") return { kind: peer.cidr.family, cidr: printCidr(peer.cidr) };
  const ownerId = owners.get(peer.groupId);
  return { kind: "group", groupId: peer.groupId, ...(ownerId === undefined ? {} : { ownerId }) };
};

/**
 * Few canonical rules that together mean exactly this set, in the order of its lines. `owners` (an observation index
 * has them as `ownerByGroup`) puts the account beside a referenced group.
 */
export const rulesForFlows = (set: FlowSet, direction: Direction, owners: Owners = new Map()): RuleShape[] =>
  rectanglesOf(set).flatMap(({ peer, service }) =>
    ruleServicesFor(service).map((ruleService) => ({
      direction,
      ...ruleService,
      peer: rulePeer(peer, owners),
    })),
  );
