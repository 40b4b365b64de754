import { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import type { CreatedChange } from "../change/create-change.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { planningFields } from "./planning-options.ts";
import { proposeRules } from "./propose-rules.ts";
import type { PlanRefusal } from "./refuse-gap.ts";

export const proposeRuleChangeInput = z.strictObject({
  stackId: z.uuid(),
  groupId: z.string().max(255),
  /** As the rules of a stack or a group are listed: `ingress tcp 22:22 10.0.0.0/8`. */
  ruleKey: z.string().max(500),
  change: z.enum(["remove", "narrow"]),
  ...planningFields,
});
export type ProposeRuleChangeInput = z.output<typeof proposeRuleChangeInput>;

/** A cloud admin asks for one rule to be removed, or narrowed to what was meant of it. */
export function proposeRuleChange(
  deps: Deps,
  actor: PersonActor,
  input: ProposeRuleChangeInput,
): Promise<Result<CreatedChange, PlanRefusal>> {
  const { stackId, reason, requestKey, ...asked } = input;
  const form = { kind: "rule", request: input };
  return proposeRules(deps, actor, { stackId, reason, requestKey, form, asked: { kind: "rule", ...asked } });
}
