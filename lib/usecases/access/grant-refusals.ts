import { conflict, type Refusal } from "#lib/core/refusal.ts";

/** A refusal to open a grant; where the person has it already, the grant that can be extended. */
export interface GrantRefusal extends Refusal {
  readonly extendGrantId?: string;
}

export const NOT_OBSERVED = conflict(
  "This stack's account has not been looked at yet, so nothing can be planned. Try again in a minute.",
);

export const NO_DOOR = conflict("This stack's pattern takes no granted sources: there is no door to open.");
