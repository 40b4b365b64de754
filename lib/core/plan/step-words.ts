/** A rule and a step in plain words. Names from EC2 stay as they are: show the result as text only. */

import { ruleText } from "../group/rule-text.ts";
import { groupWords } from "./new-group.ts";
import type { PlanStep, RuleSpecification } from "./plan.ts";

/** `tcp/22 from 203.0.113.7/32`, `all to ::/0`. */
export function ruleWords(rule: Omit<RuleSpecification, "description">): string {
  const { peer, service } = ruleText(rule);
  return `${service} ${rule.direction === "ingress" ? "from" : "to"} ${groupWords(peer)}`;
}

/** What a step does: "Allow tcp/22 from 203.0.113.7/32 in sg-...". */
export function stepWords(step: PlanStep): string {
  switch (step.action) {
    case "authorize":
      return `Allow ${ruleWords(step.rule)} in ${groupWords(step.groupId)}.`;
    case "revoke":
      return `Remove ${ruleWords(step.rule)} from ${groupWords(step.groupId)}.`;
    case "modify":
      return `Turn ${ruleWords(step.before)} into ${ruleWords(step.after)} in ${groupWords(step.groupId)}, in place.`;
    case "describe":
      return `Describe ${ruleWords(step.rule)} in ${groupWords(step.groupId)} as "${step.description}".`;
    case "create-group":
      return `Create the group ${step.name} in ${step.vpcId}.`;
    case "delete-group":
      return `Delete the group ${step.name} (${step.groupId}).`;
    case "set-interface-groups": {
      const added = step.after.filter((groupId) => !step.before.includes(groupId));
      const removed = step.before.filter((groupId) => !step.after.includes(groupId));
      const parts = [
        added.length > 0 ? `attach ${added.map(groupWords).join(", ")} to` : null,
        removed.length > 0 ? `detach ${removed.map(groupWords).join(", ")} from` : null,
      ].filter((part) => part !== null);
      const words = `${parts.join(" and ")} ${step.interfaceId}.`;
      return words.charAt(0).toUpperCase() + words.slice(1);
    }
  }
}
