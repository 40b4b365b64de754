/** What happened to a stack: changes through Sallyport, and rules that came and went without it being asked. */
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import type { Database } from "../ports.ts";
import { changeStateOf } from "./change-state-of.ts";
import { deedBehind } from "./rule-deeds.ts";
import type { RuleLives } from "./rule-lives.ts";
import type { StackModel } from "./stack-model.ts";

export type HistoryRow =
  | {
      readonly kind: "change";
      readonly at: string;
      readonly number: number;
      readonly title: string;
      readonly state: ChangeState;
      readonly requesterName: string | null;
    }
  | {
      readonly kind: "rule-appeared" | "rule-went";
      readonly at: string;
      readonly groupId: string;
      readonly tier: string | null;
      readonly ruleKey: string;
      /** The change that did it; null when it did not come through Sallyport. */
      readonly changeNumber: number | null;
    };

const SHOWN = 100;

/** Newest first. What stood at the very first look is no event. */
export async function stackHistory(
  db: Database,
  model: StackModel,
  lives: RuleLives,
  at?: Date,
): Promise<readonly HistoryRow[]> {
  const changes = await db.changeRequest.findMany({
    where: { stackId: model.id, ...(at === undefined ? {} : { createdAt: { lte: at } }) },
    orderBy: { number: "desc" },
    take: SHOWN,
    include: { requester: true },
  });
  const tierOf = (groupId: string): string | null =>
    model.stack.bindings.find(
      (binding) => binding.primaryGroupId === groupId || binding.otherGroupIds.includes(groupId),
    )?.tier ?? null;
  const rules = [...lives.lives].flatMap(([groupId, byKey]) =>
    [...byKey.values()].flatMap((life) =>
      life.spans.flatMap(({ from, until }, index): HistoryRow[] => {
        const where = { groupId, tier: tierOf(groupId), ruleKey: life.key };
        const key = `${groupId} ${life.key}`;
        const before = life.spans[index - 1]?.until ?? null;
        const made = deedBehind(lives.deeds, key, "authorize", from, before);
        const appeared: HistoryRow[] =
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
  const asked = changes.map(
    (change): HistoryRow => ({
      kind: "change",
      at: (change.finishedAt ?? change.createdAt).toISOString(),
      number: change.number,
      title: change.title,
      state: changeStateOf(change.state),
      requesterName: change.requester?.displayName ?? null,
    }),
  );
  return [...asked, ...rules].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN);
}
