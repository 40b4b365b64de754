/** The fitted weights, in log-odds. Written by `npm run adopt:measure -- --fit`; never by hand. */
import type { EvidenceKind } from "./evidence.ts";

export type ClaimKind = "stack" | "tier" | "binding";

export interface Weights {
  readonly base: number;
  readonly of: Partial<Readonly<Record<EvidenceKind, number>>>;
}

export const WEIGHTS: Readonly<Record<ClaimKind, Weights>> = {
  stack: {
    base: 0.81,
    of: {
      "by-address-only": -0.84,
      "by-words-only": -2.03,
      "calls-out": -0.21,
      "groups-unread": -0.5,
      "interfaces-unread": -0.5,
      "links-cut": -0.79,
      "many-fronts": -2.22,
      "no-front": -1.38,
      "no-store": 0.13,
      "no-words": 0.12,
      "rules-unread": -0.5,
      "serves-several": -2.37,
      "two-tiers": -1.57,
      "whole-chain": 2.71,
      "words-agree": 1.26,
      "words-differ": -0.67,
    },
  },
  tier: {
    base: 1.88,
    of: {
      "by-address-only": -0.03,
      "by-words-only": -1.09,
      "calls-nobody": -2.91,
      carried: 0.7,
      "carried-beside": 2.06,
      "groups-unread": -0.5,
      "interfaces-unread": -0.5,
      "is-let-in": 1.46,
      "known-port": 1.09,
      "lets-in-tiers": -0.18,
      "link-cut-here": -0.42,
      "made-by-service": 1.19,
      "no-words": -0.85,
      "not-carried": -0.28,
      "open-outside": -1.26,
      "other-tier-word": -0.49,
      "other-words": -1.04,
      "rules-unread": -2.01,
      "same-words": 0.08,
      "serves-several": -1.32,
      "takes-people": 1.44,
      "tier-word": 0.88,
      twin: 0.73,
    },
  },
  binding: {
    base: 1.8,
    of: {
      "by-address-only": -0.06,
      "by-words-only": -0.89,
      "calls-nobody": -3.25,
      carried: 0.82,
      "carried-beside": 2.03,
      "groups-unread": -0.5,
      "interfaces-unread": -0.5,
      "is-let-in": 1.59,
      "known-port": 1.02,
      "lets-in-tiers": 0.11,
      "link-cut-here": -0.43,
      "made-by-service": 1.39,
      "no-words": -0.79,
      "not-carried": -0.43,
      "open-outside": -1.23,
      "other-tier-word": -0.51,
      "other-words": -0.95,
      "rules-unread": -1.84,
      "same-words": 0.12,
      "serves-several": -1.45,
      "takes-people": 1.36,
      "tier-word": 1.18,
      twin: 0.79,
    },
  },
};
