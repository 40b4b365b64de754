import type { Direction, ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import { rulePorts } from "#lib/core/group/rule-ports.ts";
import { groupPeer, type KnownPeers, textPeer } from "./rule-peer.ts";
import { type Fields, forEachFields, optionalInteger, optionalText, textOf } from "./shape.ts";
import { NO_TAGS } from "./tags.ts";

/**
 * Appends the rules of one `IpPermission`, the group form: one rule for each range, prefix list and pair. They have
 * no ids and no tags. Throws `WrongShape`.
 */
export function readPermission(
  permission: Fields,
  direction: Direction,
  known: KnownPeers,
  into: ObservedRule[],
): void {
  const protocol = textOf(permission.IpProtocol, "IpProtocol");
  const { fromPort, toPort } = rulePorts(
    protocol,
    optionalInteger(permission.FromPort, "FromPort"),
    optionalInteger(permission.ToPort, "ToPort"),
  );
  const add = (source: Fields, peer: RulePeer) => {
    const description = optionalText(source.Description, "Description");
    into.push({ ruleId: null, direction, protocol, fromPort, toPort, peer, description, tags: NO_TAGS });
  };
  forEachFields(permission.IpRanges, "IpRanges", (range) =>
    add(range, textPeer("ipv4", textOf(range.CidrIp, "CidrIp"), known)),
  );
  forEachFields(permission.Ipv6Ranges, "Ipv6Ranges", (range) =>
    add(range, textPeer("ipv6", textOf(range.CidrIpv6, "CidrIpv6"), known)),
  );
  forEachFields(permission.PrefixListIds, "PrefixListIds", (list) =>
    add(list, textPeer("prefix-list", textOf(list.PrefixListId, "PrefixListId"), known)),
  );
  forEachFields(permission.UserIdGroupPairs, "UserIdGroupPairs", (pair) => add(pair, groupPeer(pair, known)));
}
