/**
 * How near a proposal comes to the truth. Stacks and tiers count only when they are exact; bindings count one by one.
 * Each proposed stack is held against the true one it shares most groups with, and each true stack is met once.
 */
import type { Adoption, ProposedStack } from "#lib/core/adopt/adoption.ts";
import type { EvidenceKind } from "#lib/core/adopt/evidence.ts";
import type { ClaimKind } from "#lib/core/adopt/weights.ts";
import type { TrueStack, Truth } from "./truth.ts";

export interface Judged {
  readonly claim: ClaimKind;
  readonly right: boolean;
  readonly confidence: number;
  readonly evidence: readonly EvidenceKind[];
}

/** Things proposed, things there are, and how many of them agree. */
export interface Count {
  readonly right: number;
  readonly proposed: number;
  readonly real: number;
}

export const COUNTED = ["stacks", "tiers", "bindings", "rules called out"] as const;
export type Counted = (typeof COUNTED)[number];

export interface Score {
  readonly counts: Readonly<Record<Counted, Count>>;
  readonly judged: readonly Judged[];
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

const groupsOfProposed = (proposal: ProposedStack): string[] => [
  ...new Set(proposal.tiers.flatMap((tier) => tier.bindings.map(({ groupId }) => groupId))),
];
const groupsOfTrue = (stack: TrueStack): string[] => [
  ...new Set(stack.tiers.flatMap(({ groupIds }) => groupIds)),
];

/** The pairs that share most groups, best first, each side once. */
const pairs = (
  proposals: readonly ProposedStack[],
  stacks: readonly TrueStack[],
): ReadonlyMap<ProposedStack, TrueStack> => {
  const all = proposals.flatMap((proposal) =>
    stacks.map((stack) => {
      const real = groupsOfTrue(stack);
      return { proposal, stack, common: groupsOfProposed(proposal).filter((id) => real.includes(id)).length };
    }),
  );
  const met = new Map<ProposedStack, TrueStack>();
  for (const { proposal, stack, common } of all.sort((a, b) => b.common - a.common))
    if (common > 0 && !met.has(proposal) && ![...met.values()].includes(stack)) met.set(proposal, stack);
  return met;
};

export const scoreAdoption = (adoption: Adoption, truth: Truth): Score => {
  const met = pairs(adoption.stacks, truth.stacks);
  const judged: Judged[] = [];
  const judge = (
    claim: ClaimKind,
    right: boolean,
    about:
      | ProposedStack["tiers"][number]
      | ProposedStack
      | ProposedStack["tiers"][number]["bindings"][number],
  ) => {
    judged.push({
      claim,
      right,
      confidence: about.confidence,
      evidence: about.evidence.map(({ kind }) => kind),
    });
  };
  for (const proposal of adoption.stacks) {
    const real = met.get(proposal);
    judge("stack", real !== undefined && sameSet(groupsOfProposed(proposal), groupsOfTrue(real)), proposal);
    for (const tier of proposal.tiers) {
      const ids = tier.bindings.map(({ groupId }) => groupId);
      const exact =
        real?.tiers.some(({ duty, groupIds }) => duty === tier.duty && sameSet(ids, groupIds)) ?? false;
      judge("tier", exact, tier);
      for (const binding of tier.bindings) {
        const plays =
          real?.tiers.some(
            ({ duty, groupIds }) => duty === tier.duty && groupIds.includes(binding.groupId),
          ) ?? false;
        judge("binding", plays, binding);
      }
    }
  }
  const count = (claim: ClaimKind, real: number): Count => {
    const own = judged.filter((each) => each.claim === claim);
    return { right: own.filter(({ right }) => right).length, proposed: own.length, real };
  };
  const tiers = truth.stacks.flatMap((stack) => stack.tiers);
  const bound = new Set(adoption.stacks.flatMap(groupsOfProposed));
  const called = new Set(
    adoption.stacks.flatMap(({ calledOut }) => calledOut.map((rule) => `${rule.groupId} ${rule.ruleKey}`)),
  );
  const drift = new Set(truth.drift.filter((rule) => bound.has(rule.split(" ")[0] ?? "")));
  return {
    judged,
    counts: {
      stacks: count("stack", truth.stacks.length),
      tiers: count("tier", tiers.length),
      bindings: count(
        "binding",
        tiers.reduce((sum, { groupIds }) => sum + groupIds.length, 0),
      ),
      "rules called out": {
        right: [...called].filter((rule) => drift.has(rule)).length,
        proposed: called.size,
        real: drift.size,
      },
    },
  };
};

export const addCounts = (scores: readonly Score[]): Readonly<Record<Counted, Count>> => {
  const sum = (what: Counted, part: keyof Count) =>
    scores.reduce((total, { counts }) => total + counts[what][part], 0);
  const add = (what: Counted): Count => ({
    right: sum(what, "right"),
    proposed: sum(what, "proposed"),
    real: sum(what, "real"),
  });
  return {
    stacks: add("stacks"),
    tiers: add("tiers"),
    bindings: add("bindings"),
    "rules called out": add("rules called out"),
  };
};

export const precision = ({ right, proposed }: Count): number => (proposed === 0 ? 1 : right / proposed);
export const recall = ({ right, real }: Count): number => (real === 0 ? 1 : right / real);
