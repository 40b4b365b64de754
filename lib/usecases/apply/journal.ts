/**
 * The journal: an intent before each call, committed; its outcome after; a read where reading settled it. An intent
 * is open while nobody can tell whether its call had an effect.
 */
import { z } from "zod";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ApplyTimes } from "./apply-times.ts";
import type { Call, CallOutcome } from "./ec2-gate.ts";
import { stepTargets } from "./step-look.ts";

/** One attempt of a step, as far as the journal tells. */
export interface Attempt {
  readonly attempt: number;
  readonly call: Call["kind"];
  readonly at: Date;
  /** Null: the process ended before it could write one. */
  readonly outcome: CallOutcome["kind"] | null;
  readonly message: string | null;
  /** A read has shown what the call did. */
  readonly settled: boolean;
}

const intentSchema = z.object({ call: z.string(), target: z.string(), action: z.string() });
const outcomeSchema = z.object({
  kind: z.enum(["accepted", "refused", "throttled", "not-sent", "credentials", "unknown"]),
  code: z.string(),
  message: z.string(),
});
const readSchema = z.object({ settles: z.number().int() });

/** May the attempt still have an effect that nobody has seen? */
export const isOpen = ({ outcome, settled }: Attempt): boolean =>
  !settled && (outcome === null || outcome === "unknown" || outcome === "accepted");

/** From when on a request of that attempt can no longer be accepted by EC2. */
export const lastAcceptance = (attempt: Pick<Attempt, "at">, times: ApplyTimes): Date =>
  new Date(attempt.at.getTime() + times.sendWithinMs + times.requestLifeMs);

export async function attemptsOf(db: Database | Transaction, stepId: string): Promise<readonly Attempt[]> {
  const rows = await db.journalEntry.findMany({ where: { stepId }, orderBy: { id: "asc" } });
  return rows
    .filter((row) => row.kind === "intent")
    .map((intent) => {
      const same = rows.filter((row) => row.attempt === intent.attempt);
      const outcomeRow = same.find((row) => row.kind === "outcome");
      const outcome = outcomeRow === undefined ? null : outcomeSchema.parse(outcomeRow.body);
      return {
        attempt: intent.attempt,
        // The journal is this module's own writing.
        call: intentSchema.parse(intent.body).call as Call["kind"],
        at: intent.createdAt,
        outcome: outcome?.kind ?? null,
        message: outcome === null ? null : `${outcome.code}: ${outcome.message}`,
        settled: same.some((row) => row.kind === "read" && readSchema.safeParse(row.body).success),
      };
    });
}

/** Writes the intent of a call. The database refuses it when the lease has passed on. */
export async function writeIntent(
  transaction: Transaction,
  step: { readonly id: string; readonly operation: PlanStep },
  attempt: number,
  call: Call,
  lease: { readonly key: string; readonly token: bigint },
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO journal_entry (step_id, kind, attempt, lease_key, fencing_token, body, created_at)
    VALUES (${step.id}::uuid, 'intent', ${attempt}, ${lease.key}, ${lease.token}, ${JSON.stringify({
      call: call.kind,
      action: step.operation.action,
      target: stepTargets(step.operation)[0],
      targets: stepTargets(step.operation),
      request: call,
    })}::jsonb, clock_timestamp())`;
}

export async function writeOutcome(
  transaction: Transaction,
  stepId: string,
  attempt: number,
  outcome: CallOutcome,
): Promise<void> {
  const body: Json = { ...outcome, ruleIds: [...outcome.ruleIds] };
  await transaction.journalEntry.create({ data: { stepId, kind: "outcome", attempt, body } });
}

const answerSchema = z.object({ requestId: z.string().min(1) });

/** What EC2 called the requests that it answered while a change was applied, in their order. */
export async function requestIdsOf(transaction: Transaction, changeId: string): Promise<string[]> {
  const rows = await transaction.journalEntry.findMany({
    where: { kind: "outcome", step: { changeId } },
    orderBy: { id: "asc" },
    select: { body: true },
  });
  return rows.flatMap(({ body }) => {
    const read = answerSchema.safeParse(body);
    return read.success ? [read.data.requestId] : [];
  });
}

/** A read that tells what became of an attempt. */
export async function writeSettlingRead(
  transaction: Transaction,
  stepId: string,
  attempt: number,
  sentence: string,
): Promise<void> {
  await transaction.journalEntry.create({
    data: { stepId, kind: "read", attempt, body: { settles: attempt, sentence } },
  });
}

const OPPOSITES: Readonly<Record<PlanStep["action"], readonly PlanStep["action"][]>> = {
  authorize: ["revoke", "modify"],
  revoke: ["authorize", "modify"],
  modify: ["authorize", "revoke", "modify"],
  describe: ["revoke", "modify", "describe"],
  "set-interface-groups": ["set-interface-groups"],
  "create-group": ["create-group"],
  "delete-group": ["delete-group"],
};

/**
 * Until when another step's call that nobody can tell about may still undo this one: the latest such time, or null.
 */
export async function blockedUntil(
  db: Database | Transaction,
  step: { readonly id: string; readonly operation: PlanStep },
  leaseKey: string,
  times: ApplyTimes,
): Promise<Date | null> {
  const life = times.sendWithinMs + times.requestLifeMs;
  const [row] = await db.$queryRaw<{ until: Date | null }[]>`
    SELECT max(intent.created_at) + ${life} * interval '1 millisecond' AS until
      FROM journal_entry intent
     WHERE intent.kind = 'intent' AND intent.lease_key = ${leaseKey} AND intent.step_id <> ${step.id}::uuid
       AND intent.created_at > clock_timestamp() - ${life} * interval '1 millisecond'
       AND jsonb_exists_any(coalesce(intent.body -> 'targets', jsonb_build_array(intent.body -> 'target')),
             ${[...stepTargets(step.operation)]})
       AND intent.body ->> 'action' = ANY (${[...OPPOSITES[step.operation.action]]})
       AND NOT EXISTS (
         SELECT 1 FROM journal_entry later
          WHERE later.step_id = intent.step_id AND later.attempt = intent.attempt AND (
            later.kind = 'read'
            OR later.kind = 'outcome' AND later.body ->> 'kind' NOT IN ('unknown', 'accepted')))`;
  return row?.until ?? null;
}
