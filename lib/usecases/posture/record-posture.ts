import { BANDS } from "#lib/core/posture/posture.ts";
import { databaseTime } from "../database-time.ts";
import { findFinished } from "../observation/observation-rows.ts";
import type { Database, Transaction } from "../ports.ts";
import { lastFindings } from "../read/known-findings.ts";
import { stackModels } from "../read/stack-model.ts";
import { postureBasis } from "./posture-basis.ts";
import { type PostureNow, postureOfScope } from "./posture-of-scope.ts";
import { recordFindings } from "./record-findings.ts";

/** However often looks follow one another, one speaks for this long. */
const LEAST_PATIENCE_SECONDS = 15 * 60;

type Row = Omit<PostureNow, "state"> & { readonly id: bigint; readonly state: string | null };

const isSame = (a: Row, b: PostureNow): boolean =>
  a.state === b.state && a.teamId === b.teamId && BANDS.every((band) => a[band] === b[band]);

/** Ends what is not so any more, and begins what is: what stayed the same is not written. */
async function writePostures(
  transaction: Transaction,
  scopeId: string,
  postures: readonly PostureNow[],
  at: Date,
): Promise<void> {
  const current: readonly Row[] = await transaction.posture.findMany({
    where: { scopeId, validUntil: null },
  });
  const same = new Set<PostureNow>();
  const ended = current.filter((row) => {
    const now = postures.find(({ stackId }) => stackId === row.stackId);
    if (now === undefined || !isSame(row, now)) return true;
    same.add(now);
    return false;
  });
  if (ended.length > 0)
    await transaction.posture.updateMany({
      where: { id: { in: ended.map(({ id }) => id) } },
      data: { validUntil: at },
    });
  const begun = postures.filter((posture) => !same.has(posture));
  if (begun.length > 0)
    await transaction.posture.createMany({
      data: begun.map((posture) => ({ ...posture, scopeId, validFrom: at })),
    });
}

/**
 * Keeps how the stacks of a scope stand after a look at it, for charts over time, and since when each finding is known.
 * Nothing is computed when nothing
 * changed, and of what is computed only what changed is written. `intervalSeconds`: how often looks are meant to follow
 * one another; a look speaks for three times as long, and after that nobody knows. False when there was nothing to keep.
 */
export async function recordPosture(
  db: Database,
  scopeId: string,
  intervalSeconds: number,
): Promise<boolean> {
  const finished = await findFinished(db, scopeId);
  if (finished === null) return false;
  const at = await databaseTime(db);
  const models = (await stackModels(db)).filter((model) => model.scopeId === scopeId);
  const basis = await postureBasis(db, scopeId, finished, models);
  const patience = Math.max(LEAST_PATIENCE_SECONDS, 3 * intervalSeconds) * 1_000;
  const untilAt = new Date(finished.finishedAt.getTime() + patience);
  if (untilAt <= at) return false;
  const before = await db.postureLook.findFirst({ where: { scopeId }, orderBy: { id: "desc" } });
  const isSameBasis = before?.basis === basis;
  const postures = isSameBasis ? [] : await postureOfScope(db, scopeId, models);
  const found = isSameBasis ? [] : await lastFindings(db, scopeId, models);
  if (postures === null || found === null) return false;
  return db.$transaction(async (transaction) => {
    await transaction.$queryRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`posture ${scopeId}`}, 0))::text`;
    const last = await transaction.postureLook.findFirst({ where: { scopeId }, orderBy: { id: "desc" } });
    // Another worker was here meanwhile, with a look as late or later: its word stands.
    if (last?.id !== before?.id || last?.basis !== before?.basis) return false;
    if (last !== null && (last.untilAt > untilAt || (last.untilAt >= untilAt && last.basis === basis)))
      return false;
    if (last === null || last.basis !== basis) {
      await writePostures(transaction, scopeId, postures, at);
      const ids = found.map(({ finding }) => finding.id);
      await recordFindings(transaction, scopeId, ids, finished.finishedAt);
    }
    if (last !== null && last.untilAt >= finished.finishedAt)
      await transaction.postureLook.update({ where: { id: last.id }, data: { untilAt, basis } });
    else await transaction.postureLook.create({ data: { scopeId, fromAt: at, untilAt, basis } });
    return true;
  });
}
