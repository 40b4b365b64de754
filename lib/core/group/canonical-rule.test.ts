import { describe, expect, it } from "vitest";
import { ruleOf } from "#lib/core/testing/estate.ts";
import { canonicalRules, ruleKey } from "./canonical-rule.ts";
import { ruleText } from "./rule-text.ts";

describe("the identity of a rule", () => {
  it.each([
    ["tcp 22 10.0.0.0/8", "ingress tcp 22:22 10.0.0.0/8"],
    ["6 22 10.9.9.9/8", "ingress tcp 22:22 10.0.0.0/8"],
    ["-1 22 1.0.0.0/0", "ingress -1 * 0.0.0.0/0"],
    ["50 22-25 sg-a", "ingress 50 * sg-a"],
    ["icmpv6 * 2001:DB8::1/32", "ingress icmpv6 -1:-1 2001:db8::/32"],
    ["icmp 8/-1 pl-1", "ingress icmp 8:-1 pl-1"],
  ])("%s is %s", (text, key) => expect(ruleKey(ruleOf(text))).toBe(key));

  it("leaves out description, tags, rule id, and the account and peering of a group", () => {
    const rule = ruleOf("tcp 22 sg-a");
    const other = {
      ...rule,
      ruleId: "sgr-1",
      description: "x",
      tags: { a: "b" },
      peer: { kind: "group" as const, groupId: "sg-a", ownerId: "999", peeringId: "pcx-1" },
    };
    expect(ruleKey(other)).toBe(ruleKey(rule));
  });

  it("keeps direction and peer apart", () => {
    expect(ruleKey(ruleOf("tcp 22 sg-a", "egress"))).not.toBe(ruleKey(ruleOf("tcp 22 sg-a")));
    expect(ruleKey(ruleOf("tcp 22 10.0.0.0/8"))).not.toBe(ruleKey(ruleOf("tcp 22 10.0.0.0/9")));
  });

  it("merges copies and keeps all their ids", () => {
    const copies = [
      { ...ruleOf("tcp 22 10.0.0.0/8"), ruleId: "sgr-2" },
      ruleOf("tcp 80 ::/0"),
      { ...ruleOf("6 22 10.0.0.1/8"), ruleId: "sgr-1" },
    ];
    const merged = canonicalRules(copies);
    expect(merged.map(({ key }) => key)).toStrictEqual([
      "ingress tcp 22:22 10.0.0.0/8",
      "ingress tcp 80:80 ::/0",
    ]);
    expect(merged[0]?.ruleIds).toStrictEqual(["sgr-1", "sgr-2"]);
    expect(canonicalRules([...copies].reverse()).map(({ key }) => key)).toStrictEqual(
      merged.map(({ key }) => key),
    );
  });

  it("reads as one line", () => {
    expect(ruleText(ruleOf("6 20-25 10.0.0.1/8"))).toStrictEqual({
      peer: "10.0.0.0/8",
      service: "tcp/20-25",
    });
    expect(ruleText(ruleOf("-1 * sg-a"))).toStrictEqual({ peer: "sg-a", service: "all" });
  });
});
