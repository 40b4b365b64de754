/** The rules that an answer rests on: whose they are, what is said of them, and what is under way or may be asked for. */

import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import { doorOf } from "#lib/core/plan/last-source.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { InquiryAnswer } from "#lib/core/question/answer-inquiry.ts";
import type { ReachRule } from "#lib/core/reach/answer.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import type { Database } from "../ports.ts";
import { changeAbout } from "../read/change-about.ts";
import { lastDiff } from "../read/known-observation.ts";
import type { ReadableChanges } from "../read/readable-changes.ts";
import type { StackModel } from "../read/stack-model.ts";

export interface AnswerRule {
  readonly groupId: string;
  readonly ruleKey: string;
  readonly ruleIds: readonly string[];
  readonly rule: FlowLine;
  readonly direction: "in" | "out";
  /** The stack whose tier the group plays; null for none. */
  readonly plays: { readonly stackId: string; readonly stackName: string; readonly tier: string } | null;
  /** What the model says of it now; null where no model does. */
  readonly verdict: string | null;
  /** What may be asked for; null for nothing. */
  readonly change: "remove" | "narrow" | null;
  readonly isDoor: boolean;
  /** Changes on their way that take it away. */
  readonly underWay: readonly { readonly number: number; readonly title: string }[];
}

const UNDER_WAY = ["open", "approved", "applying", "unknown"];
const SHOWN = 40;

type OfAnswer = Pick<AnswerRule, "direction"> & ReachRule;

const rulesIn = (answer: InquiryAnswer): readonly OfAnswer[] => {
  if (answer.kind === "what") return [];
  const ingress = (rules: readonly ReachRule[]) =>
    rules.map((rule): OfAnswer => ({ ...rule, direction: "in" }));
  if (answer.kind === "who") return ingress(answer.who.rules);
  return answer.hops.flatMap(({ answer: { source, target } }) => [
    ...ingress(target?.rules ?? []),
    ...(source?.rules ?? []).map((rule): OfAnswer => ({ ...rule, direction: "out" })),
  ]);
};

const takesAway = ({ steps }: Plan, groupId: string, key: string): boolean =>
  steps.some(
    (step) =>
      (step.action === "revoke" && step.groupId === groupId && ruleKey(step.rule) === key) ||
      (step.action === "modify" && step.groupId === groupId && ruleKey(step.before) === key),
  );

async function changesOf(db: Database, stackIds: readonly string[], readable: ReadableChanges) {
  const rows = await db.changeRequest.findMany({
    where: { AND: [changeAbout({ stackId: { in: [...stackIds] } }), { state: { in: UNDER_WAY } }, readable] },
    select: { number: true, title: true, plan: true },
    orderBy: { number: "desc" },
    take: 100,
  });
  return rows.map(({ plan, ...row }) => ({ ...row, plan: planSchema.parse(plan) }));
}

const CHANGE: Readonly<Record<string, AnswerRule["change"]>> = {
  extra: "remove",
  redundant: "remove",
  "too-wide": "narrow",
};

/**
 * Each rule once, at most a few dozen. `mayAsk`: whether this person may ask for rules to change; `readable`: which
 * requests they may read.
 */
export async function rulesOfAnswer(
  db: Database,
  answer: InquiryAnswer,
  models: readonly StackModel[],
  { mayAsk, readable }: { readonly mayAsk: boolean; readonly readable: ReadableChanges },
): Promise<readonly AnswerRule[]> {
  const once = new Map(rulesIn(answer).map((rule) => [`${rule.groupId} ${rule.ruleKey}`, rule]));
  const rules = [...once.values()].slice(0, SHOWN);
  const played = new Map(
    models
      .filter(({ scopeId }) => scopeId === answer.scopeId)
      .flatMap((model) =>
        model.stack.bindings.flatMap(({ tier, primaryGroupId, otherGroupIds }) =>
          [primaryGroupId, ...otherGroupIds].map((groupId) => [groupId, { model, tier }] as const),
        ),
      ),
  );
  const playing = new Set(rules.flatMap(({ groupId }) => played.get(groupId)?.model ?? []));
  const changes = await changesOf(
    db,
    [...playing].map(({ id }) => id),
    readable,
  );
  const verdicts = new Map<string, string>();
  for (const { scopeId, stack } of playing) {
    const known = await lastDiff(db, scopeId, stack);
    for (const { ingress, egress } of known?.diff.tiers ?? [])
      for (const rule of [...ingress.rules, ...egress.rules])
        verdicts.set(`${rule.groupId} ${rule.key}`, rule.verdict);
  }
  return rules.map(({ groupId, ruleKey: key, ruleIds, rule, direction }): AnswerRule => {
    const owner = played.get(groupId);
    const verdict = verdicts.get(`${groupId} ${key}`) ?? null;
    return {
      groupId,
      ruleKey: key,
      ruleIds,
      rule,
      direction,
      plays:
        owner === undefined
          ? null
          : { stackId: owner.model.id, stackName: owner.model.stack.name, tier: owner.tier },
      verdict,
      change: mayAsk ? (CHANGE[verdict ?? ""] ?? null) : null,
      isDoor: owner !== undefined && doorOf(owner.model.stack)?.tier.name === owner.tier,
      underWay: changes
        .filter(({ plan }) => takesAway(plan, groupId, key))
        .map(({ number, title }) => ({ number, title })),
    };
  });
}
