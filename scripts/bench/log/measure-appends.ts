/** Appending to the log by many writers at once, held against plain inserts of the same rows, in turns. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { appendAudit } from "#lib/usecases/audit/append-audit.ts";
import type { AuditRecord } from "#lib/usecases/audit/audit-record.ts";
import { actorKey } from "#lib/usecases/audit/seal-entry.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { usualEntry } from "./usual-entries.ts";

const WRITERS = 16;
const ROUND_MS = 2_000;
const PAUSE_MS = 500;

export interface AppendMeasure {
  /** Rows a second, of the median round of each. */
  readonly plain: number;
  readonly logged: number;
  /** Of each pair of rounds, appends to plain inserts; the median. A machine's speed may change between pairs. */
  readonly ratio: number;
  /** Milliseconds from the beginning of an entry's transaction until its place was committed: of 99 in 100 at most. */
  readonly integratedP99: number;
  readonly entries: number;
}

/** `writers` write until the time is over; answers rows a second. */
async function rate(write: (number: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let written = 0;
  const writer = async (): Promise<void> => {
    while (performance.now() - start < ROUND_MS) {
      written += 1;
      await write(written);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return (written / (performance.now() - start)) * 1_000;
}

/** What a plain table with the same columns and indexes takes: no trigger, no check, no part, no order. */
async function makePlainTable(db: Database): Promise<void> {
  await db.$executeRaw`CREATE TABLE plain_entry (LIKE audit_entry INCLUDING INDEXES)`;
}

/** One row of what the entry's columns would say, its text already made. */
function insertPlain(db: Database, { actor, action, subjects = {} }: AuditRecord, canonical: Uint8Array) {
  const { stackId, groupId, changeId, grantId, personId } = subjects;
  return db.$transaction(
    (transaction) => transaction.$executeRaw`
      INSERT INTO plain_entry (id, at, actor, action, stack_id, group_id, change_id, grant_id, person_id, canonical, leaf_hash)
      VALUES (gen_random_uuid(), now(), ${actorKey(actor)}, ${action}, ${stackId ?? null}::uuid, ${groupId ?? null},
              ${changeId ?? null}::uuid, ${grantId ?? null}::uuid, ${personId ?? null}::uuid, ${canonical},
              ${canonical.subarray(0, 32)})`,
  );
}

export async function measureAppends(
  db: Database,
  url: string,
  personId: string,
  rounds: number,
): Promise<AppendMeasure> {
  await makePlainTable(db);
  const canonical = new Uint8Array(600).fill(0x61);
  const append = (number: number) =>
    db.$transaction((transaction) => appendAudit(transaction, usualEntry(number, personId)));
  const placed: { readonly upTo: number; readonly at: number }[] = [];
  let total = 0;
  const sequencer = new Worker(new URL("./sequencer-thread.ts", import.meta.url), { workerData: url });
  sequencer.on("message", ({ count, at }: { count: number; at: number }) => {
    total += count;
    placed.push({ upTo: total, at });
  });
  const ended = once(sequencer, "exit");
  const [plain, logged]: [number[], number[]] = [[], []];
  const insertRound = async () =>
    plain.push(await rate((number) => insertPlain(db, usualEntry(number, personId), canonical)));
  const appendRound = async () => {
    logged.push(await rate(append));
    // What still waits for its place must not be paid for by whoever comes next.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  };
  for (let round = 0; round < rounds; round += 1) {
    const pair = [insertRound, appendRound];
    for (const half of round % 2 === 0 ? pair : pair.reverse()) await half();
  }
  sequencer.postMessage("over");
  await ended;
  return {
    plain: median(plain),
    logged: median(logged),
    ratio: median(logged.map((rows, round) => rows / (plain[round] ?? Number.NaN))),
    integratedP99: await p99(db, placed),
    entries: total,
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function p99(
  db: Database,
  placed: readonly { readonly upTo: number; readonly at: number }[],
): Promise<number> {
  const rows = await db.$queryRaw<{ at: Date }[]>`
    SELECT e.at FROM audit_index i JOIN audit_entry e ON e.id = i.entry_id ORDER BY i.index`;
  let batch = 0;
  const waits = rows.map(({ at }, index) => {
    while ((placed[batch]?.upTo ?? Number.POSITIVE_INFINITY) <= index) batch += 1;
    return (placed[batch]?.at ?? Number.POSITIVE_INFINITY) - at.getTime();
  });
  return waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN;
}
