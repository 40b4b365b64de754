/** A rule as one line of text: its peer as it is written, its service as `net/service-text.ts` writes it. */
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { canonicalShape, peerText, type RuleShape } from "./canonical-rule.ts";
import { ruleServices } from "./rule-services.ts";

/** A combination of protocol and ports that EC2 does not accept is shown as the whole protocol. */
export const ruleText = (rule: RuleShape): FlowLine => ({
  peer: peerText(canonicalShape(rule).peer),
  service: printServices(ruleServices(rule).possibly).join(", "),
});

/** A rule as people say it: `tcp/22 from 10.0.0.0/8`, `every protocol to 0.0.0.0/0`. */
export const ruleWords = (rule: RuleShape): string => {
  const { peer, service } = ruleText(rule);
  return `${service} ${rule.direction === "ingress" ? "from" : "to"} ${peer}`;
};
