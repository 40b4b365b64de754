/** Rules of a generated account, written and grouped as EC2 lists them. */
import type { Direction, RulePeer } from "#lib/core/group/observation.ts";
import type { MeantPeer, Service } from "#lib/core/tier/pattern.ts";

export interface GeneratedRule {
  readonly direction: Direction;
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: RulePeer;
  readonly description: string | null;
}

/** How EC2 writes a service of the model; icmp stands for every type and code. */
const writtenService = ({ protocol, fromPort, toPort }: Service) => {
  if (protocol === "all") return { protocol: "-1", fromPort: null, toPort: null };
  if (protocol === "icmp") return { protocol, fromPort: -1, toPort: -1 };
  return { protocol, fromPort, toPort };
};

/** What the model means by a peer, as the peers of rules. Written down here apart from the core's own reading. */
export interface ModelMeaning {
  readonly ipv6: boolean;
  readonly groupOfTier: (tier: string) => string;
  readonly accountId: string;
  /** The peering over which groups outside the stack are referenced; null within their own VPC. */
  readonly peering: { readonly vpcId: string; readonly peeringId: string } | null;
  readonly sources: readonly MeantPeer[];
}

const peersOf = (peer: MeantPeer, meaning: ModelMeaning): RulePeer[] => {
  const group = (groupId: string) => ({ kind: "group", groupId, ownerId: meaning.accountId }) as const;
  switch (peer.kind) {
    case "anyone":
      return [
        { kind: "ipv4", cidr: "0.0.0.0/0" },
        ...(meaning.ipv6 ? [{ kind: "ipv6", cidr: "::/0" } as const] : []),
      ];
    case "cidr":
      return [{ kind: peer.cidr.includes(":") ? "ipv6" : "ipv4", cidr: peer.cidr }];
    case "prefix-list":
      return [{ kind: "prefix-list", prefixListId: peer.prefixListId }];
    case "group":
      return [
        { ...group(peer.groupId), ...meaning.peering, ...(meaning.peering && { peeringStatus: "active" }) },
      ];
    case "tier":
      return [group(meaning.groupOfTier(peer.tier))];
    case "granted-sources":
      return meaning.sources.flatMap((source) => peersOf(source, meaning));
  }
};

/** The rules for one flow of the model. */
export const rulesOfFlow = (
  direction: Direction,
  peer: MeantPeer,
  services: readonly Service[],
  meaning: ModelMeaning,
): GeneratedRule[] =>
  peersOf(peer, meaning).flatMap((rulePeer) =>
    services.map((service) => ({
      direction,
      ...writtenService(service),
      peer: rulePeer,
      description: null,
    })),
  );

/** As `aws ec2 describe-security-groups` prints rules: one permission for each service, with all of its sources. */
export const permissionsOf = (rules: readonly GeneratedRule[]): object[] =>
  [...Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.fromPort} ${rule.toPort}`).values()].map(
    (same) => {
      const [first] = same;
      const sources = (kind: RulePeer["kind"], write: (peer: RulePeer) => object) =>
        same
          .filter((rule) => rule.peer.kind === kind)
          .map(({ peer, description }) => ({
            ...(description === null ? {} : { Description: description }),
            ...write(peer),
          }));
      return {
        IpProtocol: first?.protocol,
        ...(first?.fromPort === null ? {} : { FromPort: first?.fromPort, ToPort: first?.toPort }),
        UserIdGroupPairs: sources("group", (peer) =>
          peer.kind === "group"
            ? {
                UserId: peer.ownerId,
                GroupId: peer.groupId,
                VpcId: peer.vpcId,
                VpcPeeringConnectionId: peer.peeringId,
                PeeringStatus: peer.peeringStatus,
              }
            : {},
        ),
        IpRanges: sources("ipv4", (peer) => (peer.kind === "ipv4" ? { CidrIp: peer.cidr } : {})),
        Ipv6Ranges: sources("ipv6", (peer) => (peer.kind === "ipv6" ? { CidrIpv6: peer.cidr } : {})),
        PrefixListIds: sources("prefix-list", (peer) =>
          peer.kind === "prefix-list" ? { PrefixListId: peer.prefixListId } : {},
        ),
      };
    },
  );
