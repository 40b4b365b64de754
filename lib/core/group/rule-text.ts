/** A rule as one line of text: its peer as it is written, its service as `net/service-text.ts` writes it. */
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { canonicalShape, peerText, type RuleShape } from "./canonical-rule.ts";
import type { RulePeer } from "./observation.ts";
import { ruleServices } from "./rule-services.ts";

/** A combination of protocol and ports that EC2 does not accept is shown as the whole protocol. */
export const ruleText = (rule: RuleShape): FlowLine => canonicalText(canonicalShape(rule));

/** The same of a rule as EC2 stores it. */
export const canonicalText = (rule: RuleShape): FlowLine => ({
  peer: peerText(rule.peer),
  service: printServices(ruleServices(rule).possibly).join(", "),
});

/** A rule as people say it: `tcp/22 from 10.0.0.0/8`, `all to 0.0.0.0/0`. */
export const ruleWords = (rule: RuleShape): string => {
  const { peer, service } = ruleText(rule);
  return `${service} ${rule.direction === "ingress" ? "from" : "to"} ${peer}`;
};

const peerOfText = (text: string): RulePeer => {
  if (text.startsWith("pl-")) return { kind: "prefix-list", prefixListId: text };
  if (!text.includes("/")) return { kind: "group", groupId: text };
  return { kind: text.includes(":") ? "ipv6" : "ipv4", cidr: text };
};

const portOfText = (text: string | undefined): number | null =>
  text === undefined || text === "*" ? null : Number(text);

/** `ruleWords` of the rule whose `ruleKey` this is; anything else as it stands. */
export const wordsOfRuleKey = (key: string): string => {
  const [direction, protocol = "", ports = "", peer = ""] = key.split(" ");
  if ((direction !== "ingress" && direction !== "egress") || peer === "") return key;
  const [from, to] = ports.split(":");
  const [fromPort, toPort] = [portOfText(from), portOfText(to)];
  return ruleWords({ direction, protocol, fromPort, toPort, peer: peerOfText(peer) });
};
