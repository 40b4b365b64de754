import { expect, it } from "vitest";
import { ruleOf } from "#lib/core/testing/estate.ts";
import { ruleKey } from "./canonical-rule.ts";
import { ruleWords, wordsOfRuleKey } from "./rule-text.ts";

it.each([
  ["tcp 22 10.0.0.0/8", "ingress", "tcp/22 from 10.0.0.0/8"],
  ["tcp 8000-8080 sg-web", "ingress", "tcp/8000-8080 from sg-web"],
  ["udp 53 pl-1", "egress", "udp/53 to pl-1"],
  ["-1 * 0.0.0.0/0", "egress", "all to 0.0.0.0/0"],
  ["-1 * ::/0", "ingress", "all from ::/0"],
  ["icmp 8/-1 10.0.0.0/8", "ingress", "icmp/8 from 10.0.0.0/8"],
  ["50 * 192.0.2.0/24", "ingress", "protocol/50 from 192.0.2.0/24"],
] as const)("%s, %s: %s, from the rule and from its key", (text, direction, words) => {
  const rule = ruleOf(text, direction);
  expect(ruleWords(rule)).toBe(words);
  expect(wordsOfRuleKey(ruleKey(rule))).toBe(words);
});

it.each(["", "unread", "ingress tcp 22:22", "tcp 22:22 10.0.0.0/8 office"])("no key stays: %j", (text) =>
  expect(wordsOfRuleKey(text)).toBe(text),
);
