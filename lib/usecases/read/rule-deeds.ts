/** What Sallyport did to rules: which change made one, which took it away. */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { Database } from "../ports.ts";
import { changeAbout } from "./change-about.ts";

/** The change by which Sallyport made or revoked a rule. */
export interface RuleDeed {
  readonly action: "authorize" | "revoke";
  readonly changeNumber: number;
  /** Null when Sallyport itself asked: a grant's end. */
  readonly requesterName: string | null;
  /** ISO 8601: when it was asked for, and when it was done. */
  readonly askedAt: string;
  readonly at: string;
}

/** By `GROUP KEY`, oldest first. */
export type RuleDeeds = ReadonlyMap<string, readonly RuleDeed[]>;

/** What a step did to which rules, by `GROUP KEY`: one modified in place goes, and another comes. */
export const ruleMoves = (
  step: PlanStep,
): readonly { readonly action: RuleDeed["action"]; readonly key: string }[] => {
  switch (step.action) {
    case "authorize":
    case "revoke":
      return [{ action: step.action, key: `${step.groupId} ${ruleKey(step.rule)}` }];
    case "modify":
      return [
        { action: "revoke", key: `${step.groupId} ${ruleKey(step.before)}` },
        { action: "authorize", key: `${step.groupId} ${ruleKey(step.after)}` },
      ];
    default:
      return [];
  }
};

/** Every rule that changes to this stack have made or revoked, or that those asked for by `at` have. */
export async function ruleDeeds(db: Database, stackId: string, at?: Date): Promise<RuleDeeds> {
  const steps = await db.step.findMany({
    where: {
      state: "done",
      change: {
        ...changeAbout({ stackId }),
        ...(at === undefined ? {} : { createdAt: { lte: at } }),
      },
    },
    orderBy: { change: { number: "asc" } },
    include: { change: { include: { requester: true } } },
  });
  const deeds = new Map<string, RuleDeed[]>();
  for (const { operation, change } of steps) {
    const step = planStepSchema.safeParse(operation);
    if (!step.success) continue;
    for (const { action, key } of ruleMoves(step.data)) {
      const list = deeds.get(key) ?? [];
      deeds.set(key, list);
      list.push({
        action,
        changeNumber: change.number,
        requesterName: change.kind === "put-back" ? null : (change.requester?.displayName ?? null),
        askedAt: change.createdAt.toISOString(),
        at: (change.finishedAt ?? change.createdAt).toISOString(),
      });
    }
  }
  return deeds;
}

/**
 * The deed that explains what a look saw first at `seenAt`: the last one of its kind asked for before that. A rule
 * that was seen before anybody asked Sallyport for it was made by somebody else. `notBefore`: until then the opposite
 * was seen, so an older deed explains nothing.
 */
export const deedBehind = (
  deeds: RuleDeeds,
  key: string,
  action: RuleDeed["action"],
  seenAt: string,
  notBefore: string | null = null,
): RuleDeed | null =>
  (deeds.get(key) ?? [])
    .filter((deed) => deed.action === action && deed.askedAt <= seenAt)
    .filter((deed) => notBefore === null || deed.at >= notBefore)
    .at(-1) ?? null;
