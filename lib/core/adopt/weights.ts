/** The fitted weights, in log-odds. Written by `npm run adopt:measure -- --fit`; never by hand. */
import type { EvidenceKind } from "./evidence.ts";

export type ClaimKind = "stack" | "tier" | "binding";

export interface Weights {
  readonly base: number;
  readonly of: Partial<Readonly<Record<EvidenceKind, number>>>;
}

export const WEIGHTS: Readonly<Record<ClaimKind, Weights>> = {
  stack: { base: 0.5, of: {} },
  tier: { base: 0.5, of: {} },
  binding: { base: 0.5, of: {} },
};
