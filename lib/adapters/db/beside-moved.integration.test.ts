/** What stood beside entries before it was one row each stands there as it did. */
import path from "node:path";
import pg from "pg";
import { expect, it } from "vitest";
import { createEmptyDatabase } from "#lib/testing/test-database.ts";
import { migrateDatabase } from "./migrate.ts";
import { readMigrations } from "./migration-files.ts";

const DIRECTORY = path.resolve("prisma/migrations");
const MOVED = "0034_an_entry_is_one_statement";

const ROWS = `SELECT entry_id, part, commitment, salt, clear, erased_by FROM audit_personal ORDER BY entry_id, part`;

const entry = (id: string, action: string) => `
  INSERT INTO audit_entry (id, at, actor, action, canonical, leaf_hash)
  VALUES ('${id}', date_trunc('milliseconds', now()), 'operator', '${action}', '{}', sha256('\\x007b7d'))`;

const part = (id: string, name: string, clear: string | null, erasedBy: string | null) => `
  INSERT INTO audit_personal (entry_id, part, commitment, salt, clear, erased_by)
  SELECT '${id}', '${name}', sha256('\\x02'::bytea || salt || convert_to('${clear ?? "{}"}', 'UTF8')),
         CASE WHEN ${clear !== null} THEN salt END, ${clear === null ? "NULL" : `'${clear}'`},
         ${erasedBy === null ? "NULL" : `'${erasedBy}'`}
    FROM (SELECT sha256('${id}${name}'::bytea) AS salt) made`;

it("every part keeps its hash, its salt, its text and who erased it", async () => {
  const database = await createEmptyDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const names = readMigrations(DIRECTORY).map(({ name }) => name);
    const before = new Set(names.filter((name) => name < MOVED));
    expect(await migrateDatabase(client, DIRECTORY, before)).toMatchObject({ ok: true });
    const [first, second, erasure] = [1, 2, 3].map((each) => `00000000-0000-4000-8000-00000000000${each}`);
    if (first === undefined || second === undefined || erasure === undefined) throw new Error("Three ids.");
    await client.query(entry(first, "change.asked"));
    await client.query(entry(second, "change.commented"));
    await client.query(`SET session_replication_role = replica; ${entry(erasure, "personal-data.erased")}`);
    await client.query(part(first, "actor", '{"actorName":"Åsa \\\\ \\"x\\" 王"}', null));
    await client.query(part(first, "words", null, erasure));
    await client.query(part(second, "words", '{"comment":"\\\\u0000"}', null));
    await client.query("SET session_replication_role = origin");
    const { rows } = await client.query(ROWS);
    expect(rows).toHaveLength(3);
    expect(await migrateDatabase(client, DIRECTORY)).toMatchObject({ ok: true });
    expect((await client.query(ROWS)).rows).toEqual(rows);
  } finally {
    await client.end();
    await database.drop();
  }
});
