import { isIPv4 } from "node:net";
import type { RuleShape } from "#lib/core/group/canonical-rule.ts";
import type { RulePeer } from "#lib/core/group/observation.ts";

function peerOf(value: string): RulePeer {
  if (value.startsWith("pl-")) return { kind: "prefix-list", prefixListId: value };
  if (value.startsWith("sg-")) return { kind: "group", groupId: value };
  const isV4 = isIPv4(value.split("/")[0] ?? "");
  return isV4 ? { kind: "ipv4", cidr: value } : { kind: "ipv6", cidr: value };
}

/** The rule on EC2 that a grant stands for. */
export const grantRule = (grant: {
  readonly peer: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}): RuleShape => ({
  direction: "ingress",
  protocol: grant.protocol,
  fromPort: grant.fromPort,
  toPort: grant.toPort,
  peer: peerOf(grant.peer),
});
