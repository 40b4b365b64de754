/**
 * Permissions in the form in which EC2 prints nearly all of them. Whether one is in this form is seen in a single pass
 * that makes nothing; what is not is left to `read-permission.ts`, which says what is wrong and where.
 */
import type {
  GroupPair,
  Ipv4Range,
  Ipv6Range,
  Permission,
  PrefixListId,
} from "#lib/core/group/permission.ts";

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

const isPermission = (raw: unknown): raw is Permission => {
  if (!isObject(raw)) return false;
  const permission: Partial<Shaped<Permission>> = raw;
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

const NONE: readonly Permission[] = [];

/** The permissions of one direction; null when they need a closer look. */
export const plainPermissions = (list: unknown): readonly Permission[] | null => {
  if (list === undefined) return NONE;
  return Array.isArray(list) && list.every(isPermission) ? list : null;
};
