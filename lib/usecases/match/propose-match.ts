import { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import type { CreatedChange } from "../change/create-change.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { planningFields } from "./planning-options.ts";
import { proposeRules } from "./propose-rules.ts";
import type { PlanRefusal } from "./refuse-gap.ts";

export const proposeMatchInput = z.strictObject({
  stackId: z.uuid(),
  ...planningFields,
  /** Also rules that add nothing, and references that reach nobody. */
  removeRedundant: z.boolean().default(false),
  /** Not begun before. */
  startsAt: z.coerce.date().nullable().default(null),
  /** Kept as a draft, which nobody else sees. */
  draft: z.boolean().default(false),
});
export type ProposeMatchInput = z.output<typeof proposeMatchInput>;

/** A cloud admin asks for a stack to be brought in line with its model. */
export function proposeMatch(
  deps: Deps,
  actor: PersonActor,
  input: ProposeMatchInput,
): Promise<Result<CreatedChange, PlanRefusal>> {
  const { stackId, reason, requestKey, startsAt, draft, ...asked } = input;
  const form = { kind: "match", request: input };
  return proposeRules(deps, actor, {
    stackId,
    reason,
    requestKey,
    startsAt,
    draft,
    form,
    asked: { kind: "match", ...asked },
  });
}
