import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seedDemoModel } from "#lib/cli/seed-demo-model.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { demoModel } from "#lib/sandbox/estate/demo-model.ts";
import { createEmptyDatabase, createTestDatabase } from "#lib/testing/test-database.ts";
import { readForeignKeys, readSequences, readTables, schemas } from "./catalogue.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

const migrations = fileURLToPath(new URL("../../../../prisma/migrations", import.meta.url));

describe("backup and restore", () => {
  let folder: string;
  let file: string;
  let undo: (() => Promise<unknown>)[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "backup-"));
    file = path.join(folder, "sallyport.backup");
    undo = [];
  });
  afterEach(async () => {
    for (const step of undo.reverse()) await step();
    rmSync(folder, { recursive: true });
  });

  const open = async (database: { ownerUrl: string; drop(): Promise<void> }) => {
    undo.push(() => database.drop());
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    undo.push(() => client.end());
    return { client, url: database.ownerUrl };
  };
  const full = async () => {
    const opened = await open(await createTestDatabase());
    const model = path.join(folder, "demo-model.json");
    writeFileSync(
      model,
      JSON.stringify(await demoModel(demoEstate, "http://127.0.0.1:3020", new Date(), true)),
    );
    await seedDemoModel(opened.url, model);
    await fill(opened.client);
    return opened;
  };
  const restoreInto = async (target: { client: pg.Client; url: string }) =>
    restoreBackup(target.client, target.url, migrations, file);

  /** Beside the demo's model and its log: rows that are hard to carry: bytes, awkward text, nulls, dates, JSON, numbers that sequences gave. */
  async function fill(client: pg.Client): Promise<void> {
    await client.query("SET session_replication_role = replica");
    for (const table of await readTables(client)) {
      if (table.schema === "public") await fillTable(client, table.name, table.columns);
    }
    await client.query("SET session_replication_role = origin");
    await client.query(
      "SELECT setval('change_request_number_seq', 4711, true), setval('grant_number_seq', 7, false)",
    );
    await client.query("INSERT INTO pgboss.warning (type, message) VALUES ('test', 'early')");
  }

  async function fillTable(
    client: pg.Client,
    table: string,
    columns: readonly { name: string; type: string }[],
  ) {
    const { rows } = await client.query<{ contype: string }>(
      "SELECT contype FROM pg_constraint WHERE conrelid = format('public.%I', $1::text)::regclass AND contype IN ('c', 'x', 'f')",
      [table],
    );
    if (rows.length > 0 || columns.some(({ type }) => !(type in samples))) return;
    for (const sample of [0, 1]) {
      const values = columns.map(({ type }) => samples[type]?.[sample] ?? null);
      const names = columns.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
      const places = columns.map((_, place) => `$${place + 1}`).join(", ");
      await client.query(
        `INSERT INTO public.${pg.escapeIdentifier(table)} (${names}) OVERRIDING SYSTEM VALUE VALUES (${places}) ON CONFLICT DO NOTHING`,
        values,
      );
    }
  }

  const samples: Record<string, [unknown, unknown]> = {
    text: ['line\nfeed, "quotes", \\N, tab\t, \u2028 and \u202e, {curly}', ""],
    uuid: ["0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3e", "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3f"],
    integer: [-2147483648, 2147483647],
    bigint: ["9223372036854775807", "1"],
    boolean: [true, false],
    bytea: [Buffer.from([0, 255, 10, 13, 92, 39]), Buffer.alloc(0)],
    jsonb: ['{"b":[1.10,null,"\\u2028"],"a":"Tür"}', "null"],
    json: ['{"b": 1,  "a": 2}', "[]"],
    "timestamp(3) with time zone": ["2024-02-29T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
    "timestamp(6) with time zone": ["2024-02-29T23:59:59.999999Z", "infinity"],
    "timestamp with time zone": ["2024-02-29T23:59:59.999999Z", "-infinity"],
    "text[]": ['{"a,b",NULL,"\\"","{}"}', "{}"],
  };

  /** Everything a database holds, in a form that can be compared. */
  async function contents(client: pg.Client): Promise<unknown> {
    const held: Record<string, unknown> = {};
    for (const { schema, name } of await readTables(client)) {
      const { rows } = await client.query(
        `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash, count(*)::int AS count FROM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)} t`,
      );
      held[`${schema}.${name}`] = rows[0];
    }
    for (const { schema, name } of await readSequences(client)) {
      const { rows } = await client.query(
        `SELECT last_value, is_called FROM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
      );
      held[`sequence ${schema}.${name}`] = rows[0];
    }
    held["foreign keys"] = (await readForeignKeys(client)).map((key) => Object.values(key).join(" ")).sort();
    const { rows } = await client.query(
      `SELECT tgname, tgenabled FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT tgisinternal AND n.nspname = ANY ($1) ORDER BY tgname`,
      [schemas],
    );
    held.triggers = rows;
    return held;
  }

  it("carries every row, sequence, key and trigger into an empty database", async () => {
    const source = await full();
    const before = await contents(source.client);
    const { rows, tables } = await writeBackup(source.client, file);
    expect(tables).toBeGreaterThan(20);
    expect(rows).toBeGreaterThan(4);
    const target = await open(await createEmptyDatabase());
    const restored = await restoreInto(target);
    expect(restored).toEqual({ ok: true, value: rows });
    expect(await contents(target.client)).toEqual(before);
  });

  it("is as of one moment, whatever is written meanwhile", async () => {
    const source = await full();
    const before = await contents(source.client);
    const other = new pg.Client({ connectionString: source.url });
    await other.connect();
    const writing = writeBackup(source.client, file);
    await other.query("INSERT INTO pgboss.warning (type, message) VALUES ('test', 'later')");
    await writing;
    await other.end();
    const target = await open(await createEmptyDatabase());
    await restoreInto(target);
    const after = await contents(target.client);
    const later = await contents(source.client);
    expect([JSON.stringify(before), JSON.stringify(later)]).toContain(JSON.stringify(after));
  });

  it("refuses a database that is not empty, and leaves it as it was", async () => {
    const source = await full();
    await writeBackup(source.client, file);
    const before = await contents(source.client);
    expect(await restoreInto(source)).toMatchObject({ ok: false, problem: { kind: "database-not-empty" } });
    expect(await contents(source.client)).toEqual(before);
  });

  it("refuses an archive that is cut off, changed, or none at all", async () => {
    const source = await full();
    await writeBackup(source.client, file);
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString("utf8");
    const target = await open(await createEmptyDatabase());
    const damaged = [
      whole.subarray(0, whole.length - 40),
      gzipSync(text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1)),
      gzipSync(text.replace("4711", "4712")),
      Buffer.from("no archive"),
    ];
    for (const content of damaged) {
      writeFileSync(file, content);
      expect(await restoreInto(target)).toMatchObject({ ok: false, problem: { kind: "archive-damaged" } });
    }
    writeFileSync(file, whole);
    expect(await restoreInto(target)).toMatchObject({ ok: true });
  });

  it("refuses an archive of a newer version", async () => {
    const source = await full();
    await writeBackup(source.client, file);
    const target = await open(await createEmptyDatabase());
    const older = await restoreBackup(target.client, target.url, folder, file);
    expect(older).toMatchObject({ ok: false, problem: { kind: "archive-newer" } });
  });
});
