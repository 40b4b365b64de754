import type { FindingState } from "#components/ui/finding-mark.tsx";
import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import type { FindingKind } from "#lib/core/diff/finding.ts";

export interface FindingLook {
  readonly state: FindingState;
  readonly word: string;
}

export const FINDING_KIND_LOOKS: Readonly<Record<FindingKind, FindingLook>> = {
  missing: { state: "missing", word: "Missing" },
  extra: { state: "extra", word: "Extra" },
  "too-wide": { state: "too-wide", word: "Too wide" },
  redundant: { state: "redundant", word: "Redundant" },
  "stale-reference": { state: "redundant", word: "Stale reference" },
  unknown: { state: "unknown", word: "Unknown" },
  unbound: { state: "missing", word: "No group" },
  "group-gone": { state: "missing", word: "Group gone" },
  "group-elsewhere": { state: "extra", word: "Other VPC" },
  "no-door": { state: "membership", word: "No door" },
  "lacks-tier": { state: "membership", word: "Lacks a tier" },
  "no-tier": { state: "membership", word: "In no tier" },
  "several-tiers": { state: "membership", word: "In several tiers" },
  "listed-interface": { state: "redundant", word: "Listed" },
};

export const VERDICT_LOOKS: Readonly<Record<RuleVerdict["verdict"], FindingLook>> = {
  needed: { state: "needed", word: "As meant" },
  extra: { state: "extra", word: "Extra" },
  "too-wide": { state: "too-wide", word: "Too wide" },
  redundant: { state: "redundant", word: "Redundant" },
  stale: { state: "redundant", word: "Grants nothing" },
  unknown: { state: "unknown", word: "Unknown" },
  unmanaged: { state: "redundant", word: "Not managed" },
};
