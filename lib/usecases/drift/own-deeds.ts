import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { Transaction } from "../ports.ts";
import { ruleMoves } from "../read/rule-deeds.ts";

/** EC2 may show our own call a little late; one whose answer was lost may come to pass until it is too old to be accepted. */
const LAG_MS = 60_000;
const LOST_CALL_MS = 20 * 60_000;

/**
 * What Sallyport's own calls may have done to rules of a scope since a look began: `appeared GROUP KEY`, `gone GROUP KEY`.
 */
export async function ownDeeds(
  transaction: Transaction,
  scopeId: string,
  since: Date,
): Promise<ReadonlySet<string>> {
  const before = (ms: number): Date => new Date(since.getTime() - ms);
  const rows = await transaction.$queryRaw<{ operation: unknown }[]>`
    SELECT step.operation FROM journal_entry intent
      JOIN step ON step.id = intent.step_id
      JOIN change_request c ON c.id = step.change_id
     WHERE intent.kind = 'intent'
       AND split_part(intent.lease_key, '/', 1) || '/' || split_part(intent.lease_key, '/', 2) =
           (SELECT account_id || '/' || region FROM scope WHERE id = ${scopeId}::uuid)
       AND (intent.created_at > ${before(LAG_MS)}
            OR (intent.created_at > ${before(LOST_CALL_MS)} AND NOT EXISTS (
                  SELECT 1 FROM journal_entry later WHERE later.step_id = intent.step_id
                     AND later.attempt = intent.attempt AND later.kind = 'read')))`;
  const deeds = rows.flatMap(({ operation }) => ruleMoves(planStepSchema.parse(operation)));
  const spooled = await transaction.$queryRaw<{ rule: string }[]>`
    SELECT line.group_id || ' ' || line.rule_key AS rule FROM spool_line line
      JOIN scope ON scope.id = ${scopeId}::uuid
       AND scope.account_id = line.account_id AND scope.region = line.region
     WHERE line.written_at > ${before(LOST_CALL_MS)}`;
  return new Set([
    ...deeds.map(({ action, key }) => `${action === "authorize" ? "appeared" : "gone"} ${key}`),
    ...spooled.map(({ rule }) => `gone ${rule}`),
  ]);
}
