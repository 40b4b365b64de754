import { z } from "zod";
import type { Direction, ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import { groupPeer, referencedGroupSchema } from "./read-rule.ts";
import { rulePorts } from "./rule-ports.ts";

const describedSchema = z.object({ Description: z.string().nullish() });

const permissionSchema = z.object({
  IpProtocol: z.string(),
  FromPort: z.number().int().nullish(),
  ToPort: z.number().int().nullish(),
  IpRanges: z.array(describedSchema.extend({ CidrIp: z.string() })).nullish(),
  Ipv6Ranges: z.array(describedSchema.extend({ CidrIpv6: z.string() })).nullish(),
  PrefixListIds: z.array(describedSchema.extend({ PrefixListId: z.string() })).nullish(),
  UserIdGroupPairs: z.array(referencedGroupSchema.extend(describedSchema.shape)).nullish(),
});

/**
 * The rules of one `IpPermission`, the group form: one rule for each range, prefix list and pair. They have no ids
 * and no tags. Throws on another shape.
 */
export function readPermission(raw: unknown, direction: Direction): readonly ObservedRule[] {
  const permission = permissionSchema.parse(raw);
  const rule = (peer: RulePeer, description: string | null | undefined): ObservedRule => ({
    ruleId: null,
    direction,
    protocol: permission.IpProtocol,
    ...rulePorts(permission.IpProtocol, permission.FromPort, permission.ToPort),
    peer,
    description: description ?? null,
    tags: {},
  });
  return [
    ...(permission.IpRanges ?? []).map((range) =>
      rule({ kind: "ipv4", cidr: range.CidrIp }, range.Description),
    ),
    ...(permission.Ipv6Ranges ?? []).map((range) =>
      rule({ kind: "ipv6", cidr: range.CidrIpv6 }, range.Description),
    ),
    ...(permission.PrefixListIds ?? []).map((list) =>
      rule({ kind: "prefix-list", prefixListId: list.PrefixListId }, list.Description),
    ),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => rule(groupPeer(pair), pair.Description)),
  ];
}
