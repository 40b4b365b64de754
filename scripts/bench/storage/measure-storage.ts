import type pg from "pg";
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import { decideOutcome } from "#lib/usecases/observation/decide-outcome.ts";
import type { EstateReading, ObservationProgress } from "#lib/usecases/observation/estate-reader.ts";
import { contentHash } from "#lib/usecases/observation/known-item.ts";
import { loadObservation } from "#lib/usecases/observation/load-observation.ts";
import {
  beginObservation,
  recordObservation,
  writeOutcome,
} from "#lib/usecases/observation/record-observation.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { ChangingAccount, type Replaced, wholeAccount } from "./simulated-account.ts";

/** Sizes are bytes, times milliseconds. */
export interface StorageMeasure {
  readonly account: string;
  readonly days: number;
  readonly looksADay: number;
  readonly groupsADay: number;
  readonly interfacesADay: number;
  readonly tables: readonly { readonly table: string; readonly atStart: number; readonly aDay: number }[];
  readonly writing: {
    readonly changes: number;
    readonly milliseconds: number;
    readonly hashing: number;
  };
  readonly loading: number;
  readonly loadingLast: number;
}

const TABLES = ["observation", "observed_item", "content"];
const LOOKS_A_DAY = 24 * 12;
const GROUPS_CHANGED_A_DAY = 0.01;
const INTERFACES_REPLACED_A_DAY = 0.2;

async function sizes(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  // One by one: VACUUM runs in no transaction.
  for (const table of TABLES) await client.query(`VACUUM ${table}`);
  const { rows } = await client.query<{ table: string; bytes: string }>(
    `SELECT name AS table, pg_total_relation_size(name::regclass) AS bytes FROM unnest($1::text[]) AS name`,
    [TABLES],
  );
  return new Map(rows.map(({ table, bytes }) => [table, Number(bytes)]));
}

/** As a look at such an account tells of itself. */
const progressOf = (account: EstateReading): ObservationProgress =>
  Object.fromEntries(
    OBSERVED_PARTS.map((part) => {
      const items = account[part].items.length;
      return [part, { pages: Math.ceil(items / 1000), items }];
    }),
  );

/** How many of `count` things a day fall on this look. */
const share = (count: number, look: number): number =>
  Math.floor(((look + 1) * count) / LOOKS_A_DAY) - Math.floor((look * count) / LOOKS_A_DAY);

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export async function measureStorage(
  db: Database,
  client: pg.Client,
  groups: number,
  days: number,
  tell: (step: string) => void,
): Promise<StorageMeasure> {
  tell(`making an account of ${groups} groups`);
  const account = wholeAccount(groups);
  const scope = await db.scope.create({
    data: { accountId: "111111111111", accountName: "bench", region: "eu-central-1" },
  });
  const lookWhole = async (reading: EstateReading): Promise<void> => {
    const look = await beginObservation(db, scope.id, null);
    if (!(await recordObservation(db, look, reading, progressOf(account))))
      throw new Error("The look was not recorded.");
  };
  tell("the first look");
  await lookWhole(account);
  const atStart = await sizes(client);

  const changing = new ChangingAccount(account);
  const first = await db.observation.findFirstOrThrow();
  const empty = decideOutcome(account, new Date(), [], null);
  const groupsADay = Math.round(groups * GROUPS_CHANGED_A_DAY);
  const interfacesADay = Math.round(account.interfaces.items.length * INTERFACES_REPLACED_A_DAY);
  const afterDays: ReadonlyMap<string, number>[] = [];
  for (let day = 0; day < days; day += 1) {
    tell(`day ${day + 1} of ${days}`);
    for (let turn = 0; turn < LOOKS_A_DAY; turn += 1) {
      const replaced: Replaced[] = [
        ...Array.from({ length: share(groupsADay, turn) }, () => changing.changeGroup()),
        ...Array.from({ length: share(interfacesADay, turn) }, () => changing.replaceInterface()),
      ];
      const look = await beginObservation(db, scope.id, null);
      // The outcome is put together from what changed: reading everything again 288 times a day would take days.
      const outcome = {
        ...empty,
        digest: contentHash(`${day} ${turn}`),
        changed: replaced.flatMap(({ changed }) => changed),
        gone: replaced.flatMap(({ gone }) => gone),
      };
      // As while somebody watches: the row is written again with its progress.
      await db.observation.updateMany({ where: { id: look.id }, data: { progress: progressOf(account) } });
      await db.$transaction((transaction) =>
        writeOutcome(transaction, look, outcome, null, progressOf(account)),
      );
    }
    afterDays.push(await sizes(client));
  }

  tell("writing whole looks");
  const hashing: number[] = [];
  const writing: number[] = [];
  const changed: EstateReading = { ...account, interfaces: { ...account.interfaces } };
  for (let run = 0; run < 5; run += 1) {
    hashing.push(await timed(() => decideOutcome(changed, new Date(), [], null)));
    writing.push(await timed(() => lookWhole(changed)));
  }
  const firstAt = first.finishedAt ?? new Date();
  const loading = await timed(() => loadObservation(db, scope.id, firstAt));
  const loadingLast = await timed(() => loadObservation(db, scope.id));
  const [firstDay] = afterDays;
  const lastDay = afterDays.at(-1);
  return {
    account: `${groups} groups, ${account.groups.items.reduce((sum, group) => sum + group.rules.length, 0)} rules, ${account.interfaces.items.length} interfaces, ${account.instances.items.length} instances`,
    days,
    looksADay: LOOKS_A_DAY,
    groupsADay,
    interfacesADay,
    tables: TABLES.map((table) => ({
      table,
      atStart: atStart.get(table) ?? 0,
      aDay: ((lastDay?.get(table) ?? 0) - (firstDay?.get(table) ?? 0)) / (days - 1),
    })),
    writing: { changes: 0, milliseconds: middle(writing.slice(1)), hashing: middle(hashing) },
    loading,
    loadingLast,
  };
}
