import type { IpPermission, UserIdGroupPair } from "@aws-sdk/client-ec2";
import { canonicalCidr, type Family } from "../cidr.ts";
import { findGroup, isDefaultVpc, peeringBetween } from "../lookup.ts";
import { invalidValue, missingParameter, Refusal } from "../refusal.ts";
import { type RuleShape, ruleKey } from "../rules/identity.ts";
import { canonicalPorts, canonicalProtocol } from "../rules/protocol.ts";
import type { Group, Peer } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { missingPrefixList } from "./describe-prefix-lists.ts";
import { differentNetworks, missingGroup } from "./group-refusals.ts";

/** A rule as a request writes it, canonical, not yet in the group. */
export interface WrittenRule extends RuleShape {
  readonly description: string | undefined;
}

/** How strictly references are read: a new rule's peer must exist, a rule to revoke may be stale. */
export type PeerCheck = "must-exist" | "as-written";

/** Takes permissions apart into single rules, in EC2's own order of checks. */
export function writtenRules(
  call: Call,
  group: Group,
  permissions: readonly IpPermission[],
  egress: boolean,
  check: PeerCheck,
): readonly WrittenRule[] {
  if (permissions.length === 0)
    throw missingParameter("The request must contain the parameter ipPermissions");
  const rules = permissions.flatMap((permission) => rulesOf(call, group, permission, egress, check));
  // EC2-FACTS, "same permission twice in a call".
  if (new Set(rules.map(ruleKey)).size < rules.length) {
    throw invalidValue("The same permission must not appear multiple times");
  }
  return rules;
}

function rulesOf(
  call: Call,
  group: Group,
  permission: IpPermission,
  egress: boolean,
  check: PeerCheck,
): readonly WrittenRule[] {
  if (permission.IpProtocol === undefined)
    throw missingParameter("The request must contain the parameter ipProtocol");
  const protocol = canonicalProtocol(permission.IpProtocol);
  const traffic = { egress, protocol, ...canonicalPorts(protocol, permission.FromPort, permission.ToPort) };
  const peers: [Peer, string | undefined][] = [
    ...(permission.IpRanges ?? []).map((range): [Peer, string | undefined] => [
      cidrPeer(range.CidrIp ?? "", "ipv4"),
      range.Description,
    ]),
    ...(permission.Ipv6Ranges ?? []).map((range): [Peer, string | undefined] => [
      cidrPeer(range.CidrIpv6 ?? "", "ipv6"),
      range.Description,
    ]),
    ...(permission.PrefixListIds ?? []).map((list): [Peer, string | undefined] => [
      prefixListPeer(call, list.PrefixListId ?? "", check),
      list.Description,
    ]),
    ...(permission.UserIdGroupPairs ?? []).map((pair): [Peer, string | undefined] => [
      groupPeer(call, group, pair, check),
      pair.Description,
    ]),
  ];
  // EC2-FACTS, "one source each".
  if (peers.length === 0) {
    throw missingParameter("Missing source specification: include source security group or CIDR information");
  }
  return peers.map(([peer, description]) => ({
    ...traffic,
    peer,
    description: checkedDescription(description),
  }));
}

/** EC2-FACTS, "canonical CIDR" and "bad CIDR". */
export function cidrPeer(text: string, family: Family): Peer {
  const cidr = canonicalCidr(text, family);
  if (cidr === undefined) throw invalidValue(`CIDR block ${text} is malformed`);
  return { kind: family, cidr };
}

export function prefixListPeer(call: Call, id: string, check: PeerCheck): Peer {
  if (check === "must-exist" && ownRegion(call).prefixLists[id] === undefined) throw missingPrefixList(id);
  return { kind: "prefix-list", id };
}

/** EC2-FACTS, "pairs": in the group's own VPC, in one it is associated with, or across an active peering. */
export function groupPeer(call: Call, group: Group, pair: UserIdGroupPair, check: PeerCheck): Peer {
  const id = pair.GroupId ?? idByName(call, group, pair.GroupName ?? "");
  const target = findGroup(call.state, call.region, id);
  if (target === undefined) {
    if (check === "must-exist") throw missingGroup(id);
    return { kind: "group", id, account: pair.UserId };
  }
  if (check === "must-exist" && pair.UserId !== undefined && pair.UserId !== target.owner)
    throw missingGroup(id);
  const peer = { kind: "group", id, account: target.owner } as const;
  if (target.vpc === group.vpc || target.vpc === undefined || group.vpc === undefined) return peer;
  if (target.associatedVpcs.includes(group.vpc) || group.associatedVpcs.includes(target.vpc)) {
    return { ...peer, vpc: target.vpc };
  }
  const peering = peeringBetween(ownRegion(call), group.vpc, target.vpc);
  if (check === "must-exist" && peering?.status !== "active") throw differentNetworks();
  return { ...peer, vpc: target.vpc, peering: peering?.id };
}

function idByName(call: Call, group: Group, name: string): string {
  if (group.vpc !== undefined && !isDefaultVpc(call.state, call.region, group.vpc)) {
    throw invalidValue(
      `Invalid value '${name}' for groupName. You may not reference Amazon VPC security groups by name. Please use the corresponding id for this operation.`,
    );
  }
  const found = Object.values(ownRegion(call).groups).find(
    (candidate) => candidate.name === name && candidate.vpc === group.vpc,
  );
  if (found === undefined) {
    throw new Refusal("InvalidGroup.NotFound", `The security group '${name}' does not exist`);
  }
  return found.id;
}

const allowedText = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

/** EC2-FACTS, "names": rule descriptions take the same characters as group names. */
export function checkedDescription(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (text.length > 255 || !allowedText.test(text)) {
    throw invalidValue(
      "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
    );
  }
  return text;
}

export function checkedName(parameter: "GroupName" | "GroupDescription", text: string): string {
  if (text === "") throw missingParameter(`The request must contain the parameter ${parameter}`);
  if (text.length > 255 || !allowedText.test(text)) {
    throw invalidValue(
      `Value (${text}) for parameter ${parameter} is invalid. Up to 255 characters of a-zA-Z0-9 ._-:/()#,@[]+=&;{}!$* are allowed.`,
    );
  }
  if (parameter === "GroupName" && text.toLowerCase().startsWith("sg-")) {
    throw invalidValue(`Value (${text}) for parameter GroupName is invalid. It may not start with sg-.`);
  }
  return text;
}
