/** The steps that plans about rules are made of. */
import { isGrantDescription } from "../grant/grant-text.ts";
import type { PlanStep } from "./plan.ts";

export type Authorize = Extract<PlanStep, { action: "authorize" }>;
export type Revoke = Extract<PlanStep, { action: "revoke" }>;
export type Modify = Extract<PlanStep, { action: "modify" }>;

/**
 * One step for both, where EC2 and what the rule is allow it: the rule has an id, the peers are of one kind (IPv4 does
 * not become IPv6), and it is no grant's, whose tags it would keep. Null where it is not allowed.
 */
export function modifyStep(gone: Revoke, come: Authorize): Modify | null {
  const { groupId, ruleId, rule: before } = gone;
  if (ruleId === null || come.groupId !== groupId || isGrantDescription(before.description)) return null;
  if (come.rule.direction !== before.direction || come.rule.peer.kind !== before.peer.kind) return null;
  return { action: "modify", groupId, ruleId, before, after: come.rule };
}
