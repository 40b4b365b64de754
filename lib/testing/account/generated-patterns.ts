/**
 * Patterns as a platform team of a large organisation keeps them: the three tiers and the door, and with each a few
 * dozen flows for monitoring, backup, scanners, directories and neighbours.
 */
import type { DirectionModel, MeantFlow, MeantPeer, Pattern, Service, Tier } from "#lib/core/tier/pattern.ts";
import type { Random } from "./random.ts";

/** What the flows of patterns may name. */
export interface Neighbourhood {
  readonly networks: readonly string[];
  readonly networksV6: readonly string[];
  readonly prefixListIds: readonly string[];
  readonly sharedGroupIds: readonly string[];
}

const tcp = (fromPort: number, toPort = fromPort): Service => ({ protocol: "tcp", fromPort, toPort });
const udp = (port: number): Service => ({ protocol: "udp", fromPort: port, toPort: port });
const PING: Service = { protocol: "icmp", fromPort: null, toPort: null };

const OPERATIONS: readonly Service[] = [
  tcp(9100),
  tcp(9113),
  tcp(9182),
  tcp(8125),
  udp(8125),
  udp(161),
  tcp(10050, 10051),
  tcp(5666),
  tcp(1556),
  tcp(13724),
  tcp(389),
  tcp(636),
  tcp(88),
  udp(88),
  udp(53),
  tcp(53),
  udp(123),
  tcp(514),
  udp(514),
  tcp(3128),
  tcp(49152, 65535),
  PING,
];

const flow = (peer: MeantPeer, ...services: Service[]): MeantFlow => ({ peer, services });

/** Flows for `rules` rules, no two of which overlap: each peer is named once. */
const operations = (rules: number, near: Neighbourhood, random: Random): MeantFlow[] => {
  const peers: MeantPeer[] = [
    ...random.sample(near.networks, Math.ceil(rules * 0.5)).map((cidr) => ({ kind: "cidr", cidr }) as const),
    ...random
      .sample(near.networksV6, Math.ceil(rules * 0.12))
      .map((cidr) => ({ kind: "cidr", cidr }) as const),
    ...random
      .sample(near.prefixListIds, 3)
      .map((prefixListId) => ({ kind: "prefix-list", prefixListId }) as const),
    ...random.sample(near.sharedGroupIds, 4).map((groupId) => ({ kind: "group", groupId }) as const),
  ];
  const flows: MeantFlow[] = [];
  let written = 0;
  for (const peer of random.sample(peers, peers.length)) {
    const services = random.sample(OPERATIONS, Math.min(1 + random.below(3), rules - written));
    if (services.length === 0) break;
    flows.push(flow(peer, ...services));
    written += services.length;
  }
  return flows;
};

const list = (...flows: MeantFlow[]): DirectionModel => ({ mode: "list", flows });
const ANYONE: MeantPeer = { kind: "anyone" };
const tierPeer = (tier: string): MeantPeer => ({ kind: "tier", tier });

export const generatedPattern = (
  position: number,
  rulesOfGroup: number,
  near: Neighbourhood,
  random: Random,
): Pattern => {
  const outward = Math.floor(rulesOfGroup / 3);
  const inward = rulesOfGroup - outward;
  const workload = (name: string, first: MeantFlow, next: MeantFlow): Tier => ({
    name,
    role: "workload",
    ingress: list(first, ...operations(inward - first.services.length, near, random)),
    egress: list(next, ...operations(outward - next.services.length, near, random)),
  });
  return {
    name: `pattern-${position}`,
    version: 1,
    description: "A generated three-tier pattern.",
    tiers: [
      workload("web", flow(ANYONE, tcp(80), tcp(443)), flow(tierPeer("app"), tcp(8080))),
      workload("app", flow(tierPeer("web"), tcp(8080)), flow(tierPeer("db"), tcp(3306))),
      workload("db", flow(tierPeer("app"), tcp(3306)), flow({ kind: "cidr", cidr: "10.0.0.0/16" }, tcp(443))),
      {
        name: "ssh-admin",
        role: "door",
        ingress: list(flow({ kind: "granted-sources" }, tcp(22))),
        egress: { mode: "unmanaged" },
      },
    ],
    membership: { oneOf: ["web", "app", "db"], all: ["ssh-admin"] },
  };
};
