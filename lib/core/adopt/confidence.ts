/**
 * What a confidence means: of all claims that stood on the same evidence in the generated estates of the tuning half
 * (`lib/testing/adoption/`), this part was right. It is a logistic model over the kinds of evidence, fitted there and
 * checked on the other half (README.md, "Confidence"). Real estates are not generated ones: read it as an order of
 * what to look at first, and as honest about what was seen, not as a promise.
 *
 * "Right" means, for a stack: exactly the groups of one application; for a tier: exactly the groups that play it
 * together, and what they do; for a binding: this group plays this tier of this application.
 */
import { type Evidence, oncePerKind } from "./evidence.ts";
import { type ClaimKind, WEIGHTS } from "./weights.ts";

/** Nothing is certain, and nothing proposed is without any chance. */
const LEAST = 0.02;
const MOST = 0.99;
/** However much speaks for a claim, what was not read might have spoken against it. */
const MOST_UNREAD = 0.9;

/** How sure a claim is that stands on this evidence, in hundredths. */
export const confidenceOf = (kind: ClaimKind, evidence: readonly Evidence[]): number => {
  const { base, of } = WEIGHTS[kind];
  const sum = oncePerKind(evidence).reduce((total, piece) => total + (of[piece.kind] ?? 0), base);
  const chance = 1 / (1 + Math.exp(-sum));
  const most = evidence.some((piece) => piece.kind.endsWith("-unread")) ? MOST_UNREAD : MOST;
  return Math.round(Math.min(most, Math.max(LEAST, chance)) * 100) / 100;
};
