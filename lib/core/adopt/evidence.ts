/**
 * What a claim stands on. Each piece is of a known kind, which `confidence.ts` has a weight for, and a sentence that
 * names what was seen. Names in it are attacker-controlled text: the edges show hidden characters.
 */
export const EVIDENCE_KINDS = [
  // One group in its place.
  "lets-in-tiers",
  "is-let-in",
  "calls-nobody",
  "open-outside",
  "takes-people",
  "known-port",
  "made-by-service",
  "tier-word",
  "other-tier-word",
  "same-words",
  "no-words",
  "other-words",
  "carried",
  "carried-beside",
  "not-carried",
  "twin",
  "by-words-only",
  "by-address-only",
  "serves-several",
  "link-cut-here",
  // A stack as a whole.
  "whole-chain",
  "no-front",
  "no-store",
  "two-tiers",
  "words-agree",
  "words-differ",
  "links-cut",
  "meets-in-one-place",
  "many-fronts",
  "calls-out",
  // What could not be read.
  "rules-unread",
  "interfaces-unread",
  "groups-unread",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly text: string;
}

/** The first piece of each kind: a kind counts once, however often it was seen. */
export const oncePerKind = (evidence: readonly Evidence[]): Evidence[] => {
  const seen = new Set<EvidenceKind>();
  return evidence.filter(({ kind }) => !seen.has(kind) && seen.add(kind));
};

/** `a`, `a and b`, `a, b and 3 more`. */
export const listed = (names: readonly string[], most = 3): string => {
  if (names.length <= most) {
    const [last, ...others] = [...names].reverse();
    return others.length === 0 ? (last ?? "nothing") : `${others.reverse().join(", ")} and ${last}`;
  }
  return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
};
