/** What a generated estate really is: the answer that adopting it is measured against. */
import type { Duty } from "#lib/core/adopt/adoption.ts";
import type { Observation } from "#lib/core/group/observation.ts";

export interface TrueTier {
  readonly duty: Duty;
  readonly groupIds: readonly string[];
}

/** A group may play a tier of several stacks. */
export interface TrueStack {
  readonly name: string;
  readonly vpcId: string;
  readonly tiers: readonly TrueTier[];
}

export interface Truth {
  readonly stacks: readonly TrueStack[];
  /** Rules that nobody meant, as `GROUP KEY` with the canonical key. */
  readonly drift: readonly string[];
}

export interface GeneratedEstate {
  readonly seed: number;
  readonly observation: Observation;
  readonly truth: Truth;
}
