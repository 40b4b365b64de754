import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import { asStoredJson } from "../model/stored-json.ts";
import type { Actor, Once, Transaction } from "../ports.ts";

const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * What was answered the first time something was sent with this key, or null: whoever sends it at the same time waits
 * for the first. A refusal when the key came with something else.
 */
export async function answeredBefore(
  transaction: Transaction,
  actor: Actor,
  attempted: AuditAction,
  once: Once,
): Promise<Result<{ readonly answer: unknown } | null, Refusal>> {
  if (actor.kind !== "person") return succeed(null);
  const key = keyOf(attempted, once);
  await transaction.$queryRaw`
    SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`${actor.personId} ${key}`}, 1))) held`;
  const known = await transaction.mutationAnswer.findUnique({
    where: { personId_key: { personId: actor.personId, key } },
  });
  if (known === null) return succeed(null);
  if (known.bodyHash !== once.bodyHash) {
    return fail(
      conflict("This was sent before with something else in it. Nothing was changed; load the page anew."),
    );
  }
  return succeed({ answer: fromStored(known.answer) });
}

/** Keeps the answer with the key, in the transaction that did what it says. */
export async function keepAnswer(
  transaction: Transaction,
  actor: Actor,
  attempted: AuditAction,
  once: Once,
  answer: unknown,
): Promise<void> {
  if (actor.kind !== "person") return;
  const { personId } = actor;
  const at = await databaseTime(transaction);
  await transaction.mutationAnswer.deleteMany({
    where: { personId, at: { lt: new Date(at.getTime() - KEPT_MS) } },
  });
  const data = {
    personId,
    key: keyOf(attempted, once),
    bodyHash: once.bodyHash,
    answer: toStored(answer),
    at,
  };
  await transaction.mutationAnswer.create({ data, select: { key: true } });
}

/** One form may do several things: each has its own answer. */
const keyOf = (attempted: AuditAction, { key }: Once): string => `${key}_${attempted.replaceAll(".", "-")}`;

/** Answers are plain data, alone or in a list, or nothing at all. */
const toStored = (answer: unknown): object => asStoredJson({ answer: answer ?? null });

const fromStored = (stored: unknown): unknown =>
  typeof stored === "object" && stored !== null && "answer" in stored ? stored.answer : null;
