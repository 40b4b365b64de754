/** Proposals that mean exactly the same share one pattern, named after its tiers; every pattern's name stands once. */
import type { Pattern } from "#lib/core/tier/pattern.ts";
import type { ProposedStack } from "./adoption.ts";
import { freeName } from "./names.ts";

const meaning = ({ tiers, membership }: Pattern): string => JSON.stringify([tiers, membership]);

export const sharePatterns = (stacks: readonly ProposedStack[]): ProposedStack[] => {
  const counts = new Map<string, number>();
  for (const { stack } of stacks)
    counts.set(meaning(stack.pattern), (counts.get(meaning(stack.pattern)) ?? 0) + 1);
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { stack } of stacks) {
    const key = meaning(stack.pattern);
    if (names.has(key)) continue;
    const tiers = stack.pattern.tiers
      .map((tier) => tier.name)
      .join("-")
      .slice(0, 50)
      .replace(/-+$/, "");
    const name = freeName((counts.get(key) ?? 0) > 1 ? tiers : stack.name, taken);
    taken.add(name);
    names.set(key, name);
  }
  return stacks.map((proposal) => {
    const { stack } = proposal;
    const name = names.get(meaning(stack.pattern)) ?? stack.pattern.name;
    return { ...proposal, stack: { ...stack, pattern: { ...stack.pattern, name } } };
  });
};
