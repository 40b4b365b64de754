/** How far out of line a stack is: a number only good for putting the worst first. */
import type { Finding, FindingKind } from "../diff/finding.ts";

const WEIGHTS: Readonly<Record<FindingKind, number>> = {
  extra: 20,
  "too-wide": 18,
  missing: 14,
  unbound: 12,
  "group-gone": 12,
  "group-elsewhere": 12,
  "several-tiers": 8,
  "no-tier": 6,
  "no-door": 6,
  "lacks-tier": 6,
  unknown: 4,
  "stale-reference": 1,
  redundant: 1,
  "listed-interface": 0,
};

const OPEN_TO_WORLD = 200;

export const findingSeverity = (finding: Finding): number =>
  WEIGHTS[finding.kind] + ("openToWorld" in finding && finding.openToWorld.length > 0 ? OPEN_TO_WORLD : 0);

/** Worst first; equal ones stay in the order they came in. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => findingSeverity(b) - findingSeverity(a));
