/** Finds rules of stacks' groups that changed on EC2 since the last look, and that no call of Sallyport's explains. */

import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import { type RuleChange, ruleChanges } from "#lib/core/group/rule-changes.ts";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import type { RuleSpecification } from "#lib/core/plan/plan.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { notify } from "../notices/notify.ts";
import { findFinished } from "../observation/observation-rows.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";
import { groupIdsOf } from "../read/rule-lives.ts";
import { type StackModel, stackModels } from "../read/stack-model.ts";
import { ownDeeds } from "./own-deeds.ts";

interface Drifted extends RuleChange {
  readonly groupId: string;
  /** As it was before it went, or is since it came. */
  readonly rule: RuleSpecification;
}

interface ChangedGroup {
  readonly groupId: string;
  readonly before: string;
  readonly after: string;
}

const LISTED = 20;

/** Returns how many rules it found. What there was at the very first look is nobody's change. */
export function findDrift(db: Database, actor: SystemActor, scopeId: string): Promise<number> {
  return db.$transaction(async (transaction) => {
    await transaction.$queryRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`drift ${scopeId}`}, 0))::text`;
    const look = await findFinished(transaction, scopeId);
    // A look that could not read every rule is not judged: the next one that can is compared with the last that could.
    if (look === null || !look.parts.groups.complete) return 0;
    const judged = await transaction.driftJudged.findUnique({ where: { scopeId } });
    const changed = judged === null ? [] : await changedGroups(transaction, scopeId, look.id);
    const parsed = changed.map(({ groupId, before, after }) => ({
      groupId,
      // record-observation's own writing, of exactly this shape.
      before: JSON.parse(before) as ObservedGroup,
      after: JSON.parse(after) as ObservedGroup,
    }));
    if (parsed.some(({ after }) => !after.rulesKnown)) return 0;
    // By the database alone: a time that went through this process has lost its microseconds.
    await transaction.$executeRaw`
      INSERT INTO drift_judged (scope_id, until_at, look_began_at)
      SELECT scope_id, finished_at, started_at FROM observation WHERE id = ${look.id}
      ON CONFLICT (scope_id) DO UPDATE
        SET until_at = excluded.until_at, look_began_at = excluded.look_began_at
        WHERE excluded.until_at > drift_judged.until_at`;
    if (judged === null || changed.length === 0) return 0;
    const own = await ownDeeds(transaction, scopeId, judged.lookBeganAt);
    const drifted = parsed
      .flatMap(({ groupId, before, after }) =>
        ruleChanges(before, after).map(
          (each): Drifted => ({
            ...each,
            groupId,
            rule: specificationOf(each.change === "gone" ? before : after, each.ruleKey),
          }),
        ),
      )
      .filter(({ change, groupId, ruleKey }) => !own.has(`${change} ${groupId} ${ruleKey}`));
    let found = 0;
    for (const model of await stackModels(transaction)) {
      if (model.scopeId !== scopeId) continue;
      const ids = new Set(groupIdsOf(model));
      const mine = drifted.filter(({ groupId }) => ids.has(groupId));
      if (mine.length > 0) await keep(transaction, actor, model, mine, judged.lookBeganAt);
      found += mine.length;
    }
    return found;
  });
}

function specificationOf({ rules }: ObservedGroup, key: string): RuleSpecification {
  const found = rules.find((rule) => ruleKey(rule) === key);
  if (found === undefined) throw new Error(`The rule ${key} is in neither look.`);
  const { ruleId: _, tags: __, ...specification } = found;
  return specification;
}

/** Groups whose content is another than when the scope was judged last: as they were then, and in this look. */
const changedGroups = (
  transaction: Transaction,
  scopeId: string,
  lookId: bigint,
): Promise<readonly ChangedGroup[]> =>
  transaction.$queryRaw<ChangedGroup[]>`
    SELECT now.item_id AS "groupId", was_content.body AS before, now_content.body AS after
      FROM drift_judged judged
      JOIN observation look ON look.id = ${lookId}
      JOIN observed_item now ON now.scope_id = judged.scope_id AND now.kind = 'groups'
       AND now.valid_from > judged.until_at AND now.valid_from <= look.finished_at
       AND (now.valid_until IS NULL OR now.valid_until > look.finished_at)
      JOIN observed_item was ON was.scope_id = now.scope_id AND was.kind = now.kind AND was.item_id = now.item_id
       AND was.valid_from <= judged.until_at AND was.valid_until > judged.until_at
      JOIN content now_content ON now_content.hash = now.hash
      JOIN content was_content ON was_content.hash = was.hash
     WHERE judged.scope_id = ${scopeId}::uuid`;

const sentenceOf = ({ change, groupId, ruleKey }: Drifted): string =>
  `${groupId}: ${wordsOfRuleKey(ruleKey)} ${change === "appeared" ? "was added" : "was taken away"}`;

async function keep(
  transaction: Transaction,
  actor: SystemActor,
  { id: stackId, scopeId, teamId, stack }: StackModel,
  drifted: readonly Drifted[],
  afterAt: Date,
): Promise<void> {
  await transaction.drift.createMany({
    data: drifted.map(({ groupId, change, ruleKey, rule }) => ({
      groupId,
      change,
      ruleKey,
      rule: asStoredJson(rule),
      // What is done about it is decided apart (`answerDrift`).
      answer: null,
      scopeId,
      stackId,
      afterAt,
    })),
  });
  for (const [groupId, ofGroup] of Map.groupBy(drifted, (each) => each.groupId)) {
    await appendAudit(transaction, {
      actor,
      action: "drift.found",
      subjects: { stackId, groupId },
      details: {
        after: afterAt.toISOString(),
        changes: ofGroup.map(({ change, ruleKey }) => ({ change, rule: ruleKey })),
      },
    });
  }
  const people = [
    ...(await holdersOf(transaction, "cloud_admin")),
    ...(await holdersOf(transaction, "team_lead", teamId)),
  ];
  const rest = drifted.length - LISTED;
  await notify(transaction, people, {
    kind: "drift",
    about: `drift:${stackId}:${afterAt.getTime()}`,
    subject: `Rules of ${stack.name} changed outside Sallyport`,
    body: [
      `Since ${afterAt.toISOString()}:`,
      drifted
        .slice(0, LISTED)
        .map((each) => `- ${sentenceOf(each)}`)
        .join("\n"),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    ].join("\n\n"),
    link: `/stacks/${encodeURIComponent(stack.name)}`,
  });
}
