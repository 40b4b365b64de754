/** The fitted weights, in log-odds. Written by `npm run adopt:measure -- --fit`; never by hand. */
import type { EvidenceKind } from "./evidence.ts";

export type ClaimKind = "stack" | "tier" | "binding";

export interface Weights {
  readonly base: number;
  readonly of: Partial<Readonly<Record<EvidenceKind, number>>>;
}

export const WEIGHTS: Readonly<Record<ClaimKind, Weights>> = {
  stack: {
    base: 0.85,
    of: {
      "by-address-only": -0.94,
      "by-words-only": -1.99,
      "calls-out": -0.01,
      "groups-unread": -0.5,
      "interfaces-unread": -0.5,
      "links-cut": -2.27,
      "many-fronts": -2.59,
      "no-front": -1.39,
      "no-store": 0.25,
      "no-words": 0.06,
      "rules-unread": -0.5,
      "serves-several": -0.14,
      "two-tiers": -1.33,
      "whole-chain": 2.61,
      "words-agree": 1.19,
      "words-differ": -0.5,
    },
  },
  tier: {
    base: 1.34,
    of: {
      "by-address-only": -0.03,
      "by-words-only": -0.74,
      carried: 0.57,
      "carried-beside": 1.89,
      "groups-unread": -0.5,
      "interfaces-unread": -0.5,
      "is-let-in": 2.4,
      "known-port": 2.18,
      "lets-in-tiers": -0.37,
      "link-cut-here": -1.45,
      "made-by-service": 1.51,
      "no-words": -1.04,
      "not-carried": -0.48,
      "open-outside": -1.22,
      "other-tier-word": -0.35,
      "other-words": -0.75,
      "rules-unread": -1.94,
      "same-words": -0.31,
      "serves-several": -0.31,
      "takes-people": 1.48,
      "tier-word": 1.08,
      twin: 0.7,
    },
  },
  binding: {
    base: 1.24,
    of: {
      "by-address-only": -0.05,
      "by-words-only": -0.55,
      carried: 0.63,
      "carried-beside": 1.84,
      "groups-unread": -0.5,
      "interfaces-unread": -0.5,
      "is-let-in": 2.55,
      "known-port": 2.27,
      "lets-in-tiers": -0.18,
      "link-cut-here": -1.59,
      "made-by-service": 1.86,
      "no-words": -0.95,
      "not-carried": -0.62,
      "open-outside": -1.16,
      "other-tier-word": -0.33,
      "other-words": -0.74,
      "rules-unread": -1.76,
      "same-words": -0.31,
      "serves-several": -0.4,
      "takes-people": 1.43,
      "tier-word": 1.43,
      twin: 0.72,
    },
  },
};
