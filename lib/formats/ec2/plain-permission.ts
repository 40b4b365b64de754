/**
 * Permissions in the form in which EC2 prints nearly all of them. Whether one is in this form is seen in a single pass
 * that makes nothing; what is not is left to `read-permission.ts`, which says what is wrong and where.
 */
import type { RuleVisitor } from "#lib/core/group/rules-on-demand.ts";
import { pairPeer } from "./rule-peer.ts";
import { rulePorts } from "./rule-ports.ts";

interface Described {
  readonly Description?: string;
}

interface Ipv4Range extends Described {
  readonly CidrIp: string;
}

interface Ipv6Range extends Described {
  readonly CidrIpv6: string;
}

interface PrefixListId extends Described {
  readonly PrefixListId: string;
}

interface GroupPair extends Described {
  readonly GroupId: string;
  readonly UserId?: string;
  readonly VpcId?: string;
  readonly VpcPeeringConnectionId?: string;
  readonly PeeringStatus?: string;
}

/** An `IpPermission` with every field of the right kind or left out. */
export interface PlainPermission {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges?: readonly Ipv4Range[];
  readonly Ipv6Ranges?: readonly Ipv6Range[];
  readonly PrefixListIds?: readonly PrefixListId[];
  readonly UserIdGroupPairs?: readonly GroupPair[];
}

type Shaped<Plain> = { readonly [Field in keyof Plain]: unknown };

const isObject = (raw: unknown): raw is object => typeof raw === "object" && raw !== null;
const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
const isPort = (value: unknown): boolean => value === undefined || Number.isInteger(value);

const isIpv4Range = (raw: unknown): raw is Ipv4Range => {
  if (!isObject(raw)) return false;
  const { CidrIp, Description }: Partial<Shaped<Ipv4Range>> = raw;
  return typeof CidrIp === "string" && isText(Description);
};

const isIpv6Range = (raw: unknown): raw is Ipv6Range => {
  if (!isObject(raw)) return false;
  const { CidrIpv6, Description }: Partial<Shaped<Ipv6Range>> = raw;
  return typeof CidrIpv6 === "string" && isText(Description);
};

const isPrefixListId = (raw: unknown): raw is PrefixListId => {
  if (!isObject(raw)) return false;
  const { PrefixListId, Description }: Partial<Shaped<PrefixListId>> = raw;
  return typeof PrefixListId === "string" && isText(Description);
};

const isGroupPair = (raw: unknown): raw is GroupPair => {
  if (!isObject(raw)) return false;
  const pair: Partial<Shaped<GroupPair>> = raw;
  return (
    typeof pair.GroupId === "string" &&
    isText(pair.UserId) &&
    isText(pair.VpcId) &&
    isText(pair.VpcPeeringConnectionId) &&
    isText(pair.PeeringStatus) &&
    isText(pair.Description)
  );
};

const isListOf = (list: unknown, isItem: (item: unknown) => boolean): boolean =>
  list === undefined || (Array.isArray(list) && (list.length === 0 || list.every(isItem)));

const isPlainPermission = (raw: unknown): raw is PlainPermission => {
  if (!isObject(raw)) return false;
  const permission: Partial<Shaped<PlainPermission>> = raw;
  return (
    typeof permission.IpProtocol === "string" &&
    isPort(permission.FromPort) &&
    isPort(permission.ToPort) &&
    isListOf(permission.IpRanges, isIpv4Range) &&
    isListOf(permission.Ipv6Ranges, isIpv6Range) &&
    isListOf(permission.PrefixListIds, isPrefixListId) &&
    isListOf(permission.UserIdGroupPairs, isGroupPair)
  );
};

const NONE: readonly PlainPermission[] = [];

/** The permissions of one direction; null when they need a closer look. */
export const plainPermissions = (list: unknown): readonly PlainPermission[] | null => {
  if (list === undefined) return NONE;
  return Array.isArray(list) && list.every(isPlainPermission) ? list : null;
};

/** How many rules a permission stands for. */
export const countOfRulesIn = ({
  IpRanges,
  Ipv6Ranges,
  PrefixListIds,
  UserIdGroupPairs,
}: PlainPermission): number =>
  (IpRanges?.length ?? 0) +
  (Ipv6Ranges?.length ?? 0) +
  (PrefixListIds?.length ?? 0) +
  (UserIdGroupPairs?.length ?? 0);

export const countOfRules = (permissions: readonly PlainPermission[]): number => {
  let count = 0;
  for (const permission of permissions) count += countOfRulesIn(permission);
  return count;
};

/** Tells each rule in the order of `readPermission`; the first stands at `start`. */
export const visitPermissions = (
  permissions: readonly PlainPermission[],
  start: number,
  visit: RuleVisitor,
): void => {
  let place = start;
  for (const permission of permissions) {
    const { IpProtocol: protocol, IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
    const { fromPort, toPort } = rulePorts(protocol, permission.FromPort, permission.ToPort);
    const service = { protocol, fromPort, toPort };
    if (IpRanges !== undefined)
      for (const { CidrIp } of IpRanges) visit(service, "ipv4", CidrIp, null, place++);
    if (Ipv6Ranges !== undefined)
      for (const { CidrIpv6 } of Ipv6Ranges) visit(service, "ipv6", CidrIpv6, null, place++);
    if (PrefixListIds !== undefined)
      for (const { PrefixListId } of PrefixListIds)
        visit(service, "prefix-list", PrefixListId, null, place++);
    if (UserIdGroupPairs !== undefined)
      for (const pair of UserIdGroupPairs) visit(service, "group", pair.GroupId, pairPeer(pair), place++);
  }
};
