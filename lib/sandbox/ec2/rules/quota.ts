import { Refusal } from "../refusal.ts";
import type { Region, Rule } from "../state.ts";

/** EC2-FACTS, "rules": weights that AWS publishes for its own lists. */
const managedWeights: readonly (readonly [RegExp, number])[] = [
  [/cloudfront\.origin-facing$/, 55],
  [/ec2-instance-connect$/, 2],
  [/\.s3$/, 1],
  [/\.dynamodb$/, 1],
];

/**
 * EC2-FACTS, "rules": 60 a group and direction by default, IPv4 and IPv6 each counted on its own. A group
 * reference counts one in both; a customer prefix list its maximum entries in its family.
 */
export function checkRuleQuota(region: Region, rules: readonly Rule[]): void {
  for (const egress of [false, true]) {
    const counted = rules.filter((rule) => rule.egress === egress).map((rule) => weight(region, rule));
    const ipv4 = counted.reduce((sum, one) => sum + one.ipv4, 0);
    const ipv6 = counted.reduce((sum, one) => sum + one.ipv6, 0);
    if (Math.max(ipv4, ipv6) > region.quotas.rulesPerGroup) {
      throw new Refusal(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.",
      );
    }
  }
}

function weight(region: Region, { peer }: Rule): { ipv4: number; ipv6: number } {
  if (peer.kind === "ipv4") return { ipv4: 1, ipv6: 0 };
  if (peer.kind === "ipv6") return { ipv4: 0, ipv6: 1 };
  if (peer.kind === "group") return { ipv4: 1, ipv6: 1 };
  const list = region.prefixLists[peer.id];
  if (list === undefined) return { ipv4: 1, ipv6: 1 };
  const managed =
    list.owner === "AWS" ? managedWeights.find(([name]) => name.test(list.name))?.[1] : undefined;
  const entries = managed ?? list.maxEntries;
  return list.family === "IPv4" ? { ipv4: entries, ipv6: 0 } : { ipv4: 0, ipv6: entries };
}
