/** What became of a group's rules between two looks. Descriptions, order and repetition are no change (law 3). */
import { canonicalRules } from "./canonical-rule.ts";
import type { ObservedGroup } from "./observation.ts";

export interface RuleChange {
  readonly change: "appeared" | "gone";
  readonly ruleKey: string;
}

/** Nothing where the rules of either look are not known: what was not read has not changed. */
export function ruleChanges(before: ObservedGroup, after: ObservedGroup): readonly RuleChange[] {
  if (!before.rulesKnown || !after.rulesKnown) return [];
  const had = new Set(canonicalRules(before.rules).map(({ key }) => key));
  const has = new Set(canonicalRules(after.rules).map(({ key }) => key));
  return [
    ...[...has].filter((key) => !had.has(key)).map((ruleKey) => ({ change: "appeared" as const, ruleKey })),
    ...[...had].filter((key) => !has.has(key)).map((ruleKey) => ({ change: "gone" as const, ruleKey })),
  ];
}
