/** Rules of a stack's groups that came and went, as looks saw them, each with the change behind it where there is one. */

import { deedBehind } from "../read/rule-deeds.ts";
import type { RuleLives } from "../read/rule-lives.ts";
import type { StackModel } from "../read/stack-model.ts";

export interface RuleEvent {
  readonly kind: "rule-appeared" | "rule-went";
  /** ISO 8601 UTC: when the look that saw it first ended. */
  readonly at: string;
  readonly groupId: string;
  readonly tier: string | null;
  readonly ruleKey: string;
  /** The change that did it; null when it did not come through Sallyport. */
  readonly changeNumber: number | null;
}

/** In no order. What stood at the very first look is no event. */
export const ruleEvents = (model: StackModel, lives: RuleLives): readonly RuleEvent[] => {
  const tierOf = (groupId: string): string | null =>
    model.stack.bindings.find(
      (binding) => binding.primaryGroupId === groupId || binding.otherGroupIds.includes(groupId),
    )?.tier ?? null;
  return [...lives.lives].flatMap(([groupId, byKey]) =>
    [...byKey.values()].flatMap((life) =>
      life.spans.flatMap(({ from, until }, index): RuleEvent[] => {
        const where = { groupId, tier: tierOf(groupId), ruleKey: life.key };
        const key = `${groupId} ${life.key}`;
        const before = life.spans[index - 1]?.until ?? null;
        const made = deedBehind(lives.deeds, key, "authorize", from, before);
        const appeared: RuleEvent[] =
          life.isOlder && index === 0
            ? []
            : [{ kind: "rule-appeared", at: from, ...where, changeNumber: made?.changeNumber ?? null }];
        if (until === null) return appeared;
        const ended = deedBehind(lives.deeds, key, "revoke", until, from);
        return [
          ...appeared,
          { kind: "rule-went", at: until, ...where, changeNumber: ended?.changeNumber ?? null },
        ];
      }),
    ),
  );
};
