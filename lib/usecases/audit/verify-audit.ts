import { may } from "#lib/core/approval/authority.ts";
import { describeLogFault, verifySequence } from "#lib/core/audit/verify-sequence.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Actor, Deps, Transaction } from "../ports.ts";
import { erasureFaults } from "./erasure-faults.ts";
import { parseLeaf, sha256 } from "./leaf-functions.ts";
import { readLogRows } from "./read-log-rows.ts";
import { type ReadSigned, treeCheck } from "./tree/verify-tree.ts";

export interface AuditVerification {
  /** Places of the log that were checked. */
  readonly checked: number;
  /** How many entries, from the first on, are what a checkpoint says that the database keeps itself. */
  readonly signed: number;
  /** Entries too young to have a place yet. */
  readonly waiting: number;
  /** What was found, in plain words, at most a hundred; empty when the log is what was sequenced. */
  readonly faults: readonly string[];
  /** How many faults there are in all. */
  readonly faultCount: number;
}

const BATCH = 2000;
const MOST_FAULTS = 100;
/** An entry older than this without a place was left out by somebody, or no sequencer runs. */
const PLACE_WITHIN_SECONDS = 60;

/**
 * Checks the whole log against itself, as of one moment: places without gaps, each entry's bytes against the hash at
 * its place, each column against the bytes, no entry left out, all of it against the checkpoints that are kept here. That
 * the newest of these were taken out together with the end, only a checkpoint from outside can tell.
 */
export async function verifyAudit(
  deps: Pick<Deps, "db">,
  actor: Actor,
  readSigned: ReadSigned,
  /** Signed notes that were kept outside the database. */
  outside: readonly string[] = [],
): Promise<Result<AuditVerification, Refusal>> {
  if (actor.kind === "person" && !may(await heldRoles(deps.db, actor.personId), "verify-audit")) {
    return fail(ABSENT);
  }
  return succeed(
    await deps.db.$transaction((transaction) => verifyAll(transaction, readSigned, outside), {
      isolationLevel: "RepeatableRead",
      timeout: 600_000,
    }),
  );
}

async function verifyAll(
  transaction: Transaction,
  readSigned: ReadSigned,
  outside: readonly string[],
): Promise<AuditVerification> {
  const faults: string[] = [];
  let faultCount = 0;
  let checked = 0;
  const report = (sentence: string): void => {
    faultCount += 1;
    if (faults.length < MOST_FAULTS) faults.push(sentence);
  };
  const tree = await treeCheck(transaction, readSigned, outside);
  for (let first = 0n; ; ) {
    const rows = await readLogRows(transaction, first, BATCH);
    for (const fault of verifySequence(rows, first, sha256, parseLeaf)) report(describeLogFault(fault));
    for (const row of rows) tree.add(row.sequencedHash);
    checked += rows.length;
    const last = rows.at(-1);
    if (last === undefined) break;
    first = last.index + 1n;
  }
  const { faults: treeFaults, signed } = await tree.finish();
  // First: they say how far the rest may be believed.
  faults.unshift(...treeFaults);
  faultCount += treeFaults.length;
  for (const sentence of await erasureFaults(transaction)) report(sentence);
  const unplaced = await transaction.$queryRaw<{ id: string; overdue: boolean }[]>`
    SELECT e.id::text, e.at < transaction_timestamp() - make_interval(secs => ${PLACE_WITHIN_SECONDS}) AS overdue
      FROM audit_entry e LEFT JOIN audit_index i ON i.entry_id = e.id
     WHERE i.entry_id IS NULL ORDER BY e.at, e.id`;
  for (const { id, overdue } of unplaced) if (overdue) report(`Entry ${id} has no place in the log.`);
  const waiting = unplaced.filter(({ overdue }) => !overdue).length;
  return { checked, signed, waiting, faults, faultCount };
}
