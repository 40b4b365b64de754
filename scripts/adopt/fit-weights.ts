/** Logistic regression by gradient descent: how each kind of evidence moves the chance that a claim is right. */
import { EVIDENCE_KINDS, type EvidenceKind } from "#lib/core/adopt/evidence.ts";
import type { ClaimKind, Weights } from "#lib/core/adopt/weights.ts";
import type { Judged } from "#lib/testing/adoption/score.ts";

const ROUNDS = 600;
const RATE = 2;
/** Keeps weights of rare evidence small. */
const PULL = 1e-4;

/** What could not be read never speaks for a claim, whatever the generated estates say: at most this. */
const UNREAD_AT_MOST = -0.5;
const isUnread = (kind: EvidenceKind): boolean => kind.endsWith("-unread");

/** Claims with the same evidence are one case, counted. */
interface Case {
  readonly kinds: readonly EvidenceKind[];
  right: number;
  all: number;
}

const casesOf = (judged: readonly Judged[]): Case[] => {
  const cases = new Map<string, Case>();
  for (const { evidence, right } of judged) {
    const kinds = [...new Set(evidence)].sort();
    const key = kinds.join(" ");
    const known = cases.get(key) ?? { kinds, right: 0, all: 0 };
    known.right += right ? 1 : 0;
    known.all += 1;
    cases.set(key, known);
  }
  return [...cases.values()];
};

export const fitWeights = (claim: ClaimKind, judged: readonly Judged[]): Weights => {
  const cases = casesOf(judged.filter((each) => each.claim === claim));
  const total = cases.reduce((sum, { all }) => sum + all, 0);
  const weights = new Map<EvidenceKind, number>();
  let base = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let baseStep = 0;
    const steps = new Map<EvidenceKind, number>();
    for (const { kinds, right, all } of cases) {
      const sum = kinds.reduce((score, kind) => score + (weights.get(kind) ?? 0), base);
      const miss = right - all / (1 + Math.exp(-sum));
      baseStep += miss;
      for (const kind of kinds) steps.set(kind, (steps.get(kind) ?? 0) + miss);
    }
    base += (RATE * baseStep) / total;
    for (const [kind, step] of steps)
      weights.set(kind, (weights.get(kind) ?? 0) * (1 - RATE * PULL) + (RATE * step) / total);
  }
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const limited = [...weights].filter(([kind]) => !isUnread(kind));
  const unread = EVIDENCE_KINDS.filter(isUnread).map(
    (kind) => [kind, Math.min(UNREAD_AT_MOST, weights.get(kind) ?? 0)] as const,
  );
  const all = [...limited, ...unread].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    base: rounded(base),
    of: Object.fromEntries(all.map(([kind, value]) => [kind, rounded(value)])),
  };
};
