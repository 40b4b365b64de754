import type { RulePeer } from "#lib/core/group/observation.ts";
import { newGroupName } from "#lib/core/plan/new-group.ts";
import type { PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";

const peerText = (peer: RulePeer): string => {
  switch (peer.kind) {
    case "ipv4":
    case "ipv6":
      return peer.cidr;
    case "prefix-list":
      return peer.prefixListId;
    case "group":
      return nameOrId(peer.groupId);
  }
};

const serviceText = (rule: RuleSpecification): string => {
  if (rule.protocol === "-1") return "all traffic";
  if (rule.fromPort === null || rule.toPort === null) return rule.protocol;
  return rule.fromPort === rule.toPort
    ? `${rule.protocol}/${rule.fromPort}`
    : `${rule.protocol}/${rule.fromPort}-${rule.toPort}`;
};

const nameOrId = (groupId: string): string => newGroupName(groupId) ?? groupId;

const listed = (groupIds: readonly string[]): string => groupIds.map(nameOrId).join(" ");

/** The EC2 call of a step in one line, as a person who knows EC2 would note it. */
export const stepCall = (step: PlanStep): string => {
  if (step.action === "set-interface-groups") {
    return `modify ${step.interfaceId} groups ${listed(step.before)} → ${listed(step.after)}`;
  }
  if (step.action === "create-group") return `create ${step.name} in ${step.vpcId}`;
  if (step.action === "delete-group") return `delete ${step.groupId} ${step.name}`;
  if (step.action === "modify") {
    const arrow = step.after.direction === "ingress" ? "←" : "→";
    const rule = (each: RuleSpecification) => `${peerText(each.peer)} ${serviceText(each)}`;
    return `modify ${nameOrId(step.groupId)} ${arrow} ${rule(step.before)} ⇒ ${rule(step.after)} (${step.ruleId})`;
  }
  const arrow = step.rule.direction === "ingress" ? "←" : "→";
  const id = "ruleId" in step && step.ruleId !== null ? ` (${step.ruleId})` : "";
  return `${step.action} ${nameOrId(step.groupId)} ${arrow} ${peerText(step.rule.peer)} ${serviceText(step.rule)}${id}`;
};

/** The verb of a step for people. */
export const STEP_VERBS: Readonly<Record<PlanStep["action"], string>> = {
  authorize: "Open",
  revoke: "Close",
  modify: "Rewrite a rule in place on",
  describe: "Write the new end on",
  "set-interface-groups": "Change the groups of",
  "create-group": "Create the group",
  "delete-group": "Delete the group",
};

export const stepPeer = peerText;
export const stepService = serviceText;
