import type { RuleSpecification } from "#lib/core/plan/plan.ts";

interface Described {
  readonly Description?: string;
}

/** An `IpPermission` with exactly one source, as the EC2 API takes it. */
export interface OnePermission {
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  IpRanges?: ({ CidrIp: string } & Described)[];
  Ipv6Ranges?: ({ CidrIpv6: string } & Described)[];
  PrefixListIds?: ({ PrefixListId: string } & Described)[];
  UserIdGroupPairs?: ({
    GroupId: string;
    UserId?: string;
    VpcPeeringConnectionId?: string;
  } & Described)[];
}

/** A rule by its exact properties. `description` null leaves it out: it is no part of a rule's identity. */
export function writePermission(rule: RuleSpecification, description: string | null): OnePermission {
  const described: Described = description === null ? {} : { Description: description };
  const base: OnePermission = {
    IpProtocol: rule.protocol,
    ...(rule.fromPort === null ? {} : { FromPort: rule.fromPort }),
    ...(rule.toPort === null ? {} : { ToPort: rule.toPort }),
  };
  const { peer } = rule;
  switch (peer.kind) {
    case "ipv4":
      return { ...base, IpRanges: [{ CidrIp: peer.cidr, ...described }] };
    case "ipv6":
      return { ...base, Ipv6Ranges: [{ CidrIpv6: peer.cidr, ...described }] };
    case "prefix-list":
      return { ...base, PrefixListIds: [{ PrefixListId: peer.prefixListId, ...described }] };
    case "group": {
      const pair = {
        GroupId: peer.groupId,
        ...(peer.ownerId === undefined ? {} : { UserId: peer.ownerId }),
        ...(peer.peeringId === undefined ? {} : { VpcPeeringConnectionId: peer.peeringId }),
      };
      return { ...base, UserIdGroupPairs: [{ ...pair, ...described }] };
    }
  }
}
