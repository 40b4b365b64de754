import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import { openDatabase } from "./client.ts";
import { Prisma } from "./generated/client.ts";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

it("every model of the schema has its table with all of its columns, and every table its model", async () => {
  const db = openDatabase(database.ownerUrl, { applicationName: "test", connections: 2 });
  try {
    const delegates = db as unknown as Record<string, { findFirst(): Promise<unknown> }>;
    const models = Object.values(Prisma.ModelName);
    for (const model of models) {
      const delegate = delegates[`${model.charAt(0).toLowerCase()}${model.slice(1)}`];
      expect([model, await delegate?.findFirst()]).toEqual([model, null]);
    }
    const tables = await owner.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    );
    expect(tables.rows).toHaveLength(models.length);
  } finally {
    await db.$disconnect();
  }
});

/** What a role may do to whole tables, as `verb table`. */
async function mayDo(role: string, verbs: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ grant: string }>(
    `SELECT lower(privilege_type) || ' ' || table_name AS grant FROM information_schema.role_table_grants
      WHERE grantee = $1 AND table_schema = 'public' AND privilege_type = ANY ($2) ORDER BY 1`,
    [role, verbs],
  );
  return rows.map((row) => row.grant);
}

it("whoever reads this knows all that each role may remove, and that neither may change a whole row", async () => {
  const verbs = ["DELETE", "UPDATE", "TRUNCATE", "REFERENCES", "TRIGGER"];
  expect(await mayDo("sallyport_web", verbs)).toEqual([
    "delete mutation_answer",
    "delete session",
    "delete stack_source",
  ]);
  expect(await mayDo("sallyport_worker", verbs)).toEqual([
    "delete content",
    "delete failure_count",
    "delete observation",
    "delete observed_item",
  ]);
});

/** The tables of which a role may change some columns. */
async function mayChange(role: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT DISTINCT table_name AS name FROM information_schema.column_privileges
      WHERE grantee = $1 AND table_schema = 'public' AND privilege_type = 'UPDATE' ORDER BY 1`,
    [role],
  );
  return rows.map((row) => row.name);
}

it("whoever reads this knows of which tables each role may change columns: those its code changes", async () => {
  expect(await mayChange("sallyport_web")).toEqual([
    "approval",
    "change_request",
    "drift_watch",
    "emergency",
    "finding_exception",
    "grant",
    "person",
    "review",
    "review_row",
    "role_assignment",
    "safe_mode",
    "session",
    "setting",
    "source",
    "stack",
    "stack_source",
    "watched_question",
  ]);
  expect(await mayChange("sallyport_worker")).toEqual([
    "approval",
    "call_budget",
    "change_request",
    "change_resume",
    "drift",
    "drift_judged",
    "drift_watch",
    "finding_exception",
    "finding_span",
    "grant",
    "lease",
    "notice",
    "observation",
    "observed_item",
    "posture",
    "posture_look",
    "scope",
    "setting",
    "stack",
    "step",
    "thinned_span",
    "watched_question",
    "webhook_delivery",
  ]);
});

it("the eraser clears what the log says of people, and the name of the person, and nothing else", async () => {
  const verbs = ["INSERT", "DELETE", "UPDATE", "TRUNCATE", "REFERENCES", "TRIGGER"];
  expect(await mayDo("sallyport_eraser", verbs)).toEqual(["insert notice"]);
  expect(await mayChange("sallyport_eraser")).toEqual(["audit_beside", "person"]);
});

it("whoever reads this knows all that each role may write", async () => {
  expect(await mayDo("sallyport_web", ["INSERT"])).toEqual(
    [
      "approval",
      "change_comment",
      "change_move",
      "change_request",
      "change_resume",
      "drift_watch",
      "emergency",
      "finding_exception",
      "grant",
      "identity",
      "mutation_answer",
      "notice",
      "pattern",
      "person",
      "review",
      "review_row",
      "role_assignment",
      "session",
      "setting",
      "source",
      "stack",
      "stack_source",
      "team",
      "watched_question",
    ].map((table) => `insert ${table}`),
  );
  expect(await mayDo("sallyport_worker", ["INSERT"])).toEqual(
    [
      "audit_checkpoint",
      "audit_subtree",
      "call_budget",
      "change_move",
      "change_request",
      "content",
      "drift",
      "drift_judged",
      "drift_watch",
      "evidence_pack",
      "finding_span",
      "journal_entry",
      "lease",
      "notice",
      "observation",
      "observed_item",
      "posture",
      "posture_look",
      "safe_mode",
      "scope",
      "setting",
      "signing_key",
      "spool_line",
      "step",
      "thinned_span",
      "webhook_delivery",
    ].map((table) => `insert ${table}`),
  );
});
