/** What raw SQL as web or as worker must not be able to do: the database refuses, whatever the code would have done. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  askedGrant,
  createOrganisation,
  type Organisation,
  openChange,
  workerActor,
} from "#lib/testing/organisation.ts";
import { appendAudit } from "#lib/usecases/audit/append-audit.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { urlForRole } from "./role-passwords.ts";

let org: Organisation;
let web: pg.Client;
let worker: pg.Client;

beforeAll(async () => {
  org = await createOrganisation();
  web = new pg.Client({ connectionString: org.database.webUrl });
  worker = new pg.Client({ connectionString: org.database.workerUrl });
  await Promise.all([web.connect(), worker.connect()]);
  await org.web.$transaction((tx) => appendAudit(tx, { actor: org.people.casey, action: "team.created" }));
  await sequenceAudit(org.workerDeps);
});
afterAll(async () => {
  await Promise.all([web.end(), worker.end()]);
  await org.close();
});

const DENIED = "42501";
const CHECK = "23514";
const EXCLUDED = "23P01";
const UNIQUE = "23505";
const FOREIGN = "23503";

/** The SQLSTATE with which a statement fails; "allowed" when it does not. */
async function outcome(client: pg.Client, sql: string, values: unknown[] = []): Promise<string> {
  await client.query("BEGIN");
  try {
    await client.query(sql, values);
    await client.query("COMMIT");
    return "allowed";
  } catch (error) {
    await client.query("ROLLBACK");
    return error instanceof pg.DatabaseError ? (error.code ?? "?") : String(error);
  }
}

const answer = `INSERT INTO approval (change_id, requester_id, beneficiary_id, person_id, decision, role, pin)
  VALUES ($1, $2, $3, $4, 'approve', $5, $6)`;

describe("approvals", () => {
  it("nobody answers their own request, nor one they gain by, nor under a false requester", async () => {
    const { casey, ruben, mara } = org.people;
    const own = await openChange(org, casey, { beneficiary: mara });
    const values = (person: string, requester = casey.personId, beneficiary = mara.personId) => [
      own.id,
      requester,
      beneficiary,
      person,
      "cloud_admin",
      own.pin,
    ];
    expect(await outcome(web, answer, values(casey.personId))).toBe(CHECK);
    expect(await outcome(web, answer, values(mara.personId))).toBe(CHECK);
    expect(await outcome(web, answer, values(casey.personId, ruben.personId))).toBe(FOREIGN);
    expect(await outcome(web, answer, values(casey.personId, ruben.personId, ruben.personId))).toBe(FOREIGN);
    expect(await outcome(web, answer, values(ruben.personId))).toBe("allowed");
    expect(await outcome(web, answer, values(ruben.personId))).toBe(UNIQUE);
  });

  it("only somebody who holds the role now, is no ssh admin and not disabled, to the pin of now", async () => {
    const { people } = org;
    const change = await openChange(org, people.mara);
    const as = (person: string, role: string, pin = change.pin) =>
      outcome(web, answer, [change.id, people.mara.personId, people.mara.personId, person, role, pin]);
    expect(await as(people.jonas.personId, "cloud_admin")).toBe(CHECK);
    expect(await as(people.ines.personId, "cloud_admin")).toBe(CHECK);
    expect(await as(people.noor.personId, "cloud_admin")).toBe(CHECK);
    expect(await as(people.casey.personId, "team_lead")).toBe(CHECK);
    expect(await as(people.otto.personId, "team_lead")).toBe(CHECK);
    expect(await as(people.casey.personId, "security_reviewer")).toBe(CHECK);
    expect(await as(people.casey.personId, "cloud_admin", "cd".repeat(32))).toBe(CHECK);
    const gone = await org.addPerson("Gone", "cloud_admin");
    await org.owner.person.update({ where: { id: gone.personId }, data: { disabledAt: new Date() } });
    expect(await as(gone.personId, "cloud_admin")).toBe(CHECK);
    expect(await as(people.priya.personId, "team_lead")).toBe("allowed");
  });

  it("a temporary table of the attacker's own stands in for none of ours", async () => {
    const { jonas, mara } = org.people;
    const change = await openChange(org, mara);
    const attacker = new pg.Client({ connectionString: org.database.webUrl });
    await attacker.connect();
    const temporary = "CREATE TEMP TABLE role_assignment AS SELECT * FROM public.role_assignment";
    expect(await outcome(attacker, temporary)).toBe(DENIED);
    await org.owner.$executeRawUnsafe(`GRANT TEMPORARY ON DATABASE ${org.database.name} TO sallyport_web`);
    expect(await outcome(attacker, temporary)).toBe("allowed");
    await attacker.query(
      "INSERT INTO role_assignment SELECT gen_random_uuid(), $1, 'cloud_admin', NULL, now()",
      [jonas.personId],
    );
    const values = [change.id, mara.personId, mara.personId, jonas.personId, "cloud_admin", change.pin];
    expect(await outcome(attacker, answer, values)).toBe(CHECK);
    await attacker.end();
  });

  it("none for what is no longer open, and none by the worker", async () => {
    const { casey, mara } = org.people;
    const change = await openChange(org, mara);
    const values = [change.id, mara.personId, mara.personId, casey.personId, "cloud_admin", change.pin];
    expect(await outcome(worker, answer, values)).toBe(DENIED);
    await web.query(
      "UPDATE change_request SET state = 'cancelled', version = 2, finished_at = now() WHERE id = $1",
      [change.id],
    );
    expect(await outcome(web, answer, values)).toBe(CHECK);
  });

  it("are neither changed nor removed, only dismissed", async () => {
    const { casey, mara } = org.people;
    const change = await openChange(org, mara);
    await web.query(answer, [
      change.id,
      mara.personId,
      mara.personId,
      casey.personId,
      "cloud_admin",
      change.pin,
    ]);
    for (const client of [web, worker]) {
      expect(await outcome(client, "UPDATE approval SET decision = 'reject'")).toBe(DENIED);
      expect(await outcome(client, "UPDATE approval SET pin = ''")).toBe(DENIED);
      expect(await outcome(client, "DELETE FROM approval")).toBe(DENIED);
    }
    const dismiss = "UPDATE approval SET dismissed_at = now() WHERE change_id = $1";
    expect(await outcome(web, dismiss, [change.id])).toBe("allowed");
    expect(await outcome(web, dismiss, [change.id])).toBe(CHECK);
    expect(
      await outcome(web, "UPDATE approval SET dismissed_at = NULL WHERE change_id = $1", [change.id]),
    ).toBe(CHECK);
  });
});

describe("changes", () => {
  const move = (to: string) => `UPDATE change_request SET state = '${to}', version = version + 1,
    approved_at = CASE WHEN '${to}' IN ('approved', 'applying', 'applied') THEN now() END,
    finished_at = CASE WHEN '${to}' IN ('applied', 'failed', 'stale', 'rejected', 'cancelled', 'expired') THEN now() END
    WHERE id = $1`;

  it("are approved only with approvals, whoever says so", async () => {
    const change = await openChange(org, org.people.mara);
    expect(await outcome(web, move("approved"), [change.id])).toBe(CHECK);
    expect(await outcome(web, move("applying"), [change.id])).toBe(CHECK);
    expect(await outcome(web, move("applied"), [change.id])).toBe(CHECK);
    expect(await outcome(worker, move("approved"), [change.id])).toBe(CHECK);
    expect(await outcome(worker, move("applying"), [change.id])).toBe(CHECK);
  });

  it("a dismissed approval, or one to an old pin, approves nothing", async () => {
    const { casey, mara } = org.people;
    const change = await openChange(org, mara);
    await web.query(answer, [
      change.id,
      mara.personId,
      mara.personId,
      casey.personId,
      "cloud_admin",
      change.pin,
    ]);
    await org.owner.changeRequest.update({ where: { id: change.id }, data: { pin: "cd".repeat(32) } });
    expect(await outcome(web, move("approved"), [change.id])).toBe(CHECK);
  });

  it("keep their plan, pin, requirement and people", async () => {
    const change = await openChange(org, org.people.mara);
    // The web may plan some kinds of request anew, and then as a whole; the worker none.
    const columns = [
      [`plan = '{"steps": []}'`, CHECK],
      [`pin = repeat('cd', 32)`, CHECK],
      [`requirement = '{"parts": []}'`, CHECK],
      ["beneficiary_id = requester_id", DENIED],
      ["kind = 'revoke'", DENIED],
    ] as const;
    for (const [column, expected] of columns) {
      const sql = `UPDATE change_request SET ${column} WHERE id = $1`;
      expect(await outcome(web, sql, [change.id])).toBe(expected);
      expect(await outcome(worker, sql, [change.id])).toBe(DENIED);
    }
    expect(await outcome(web, "DELETE FROM change_request")).toBe(DENIED);
  });

  const begin = (kind: string, requester: string | null, beneficiary: string, state: string) =>
    [
      `INSERT INTO change_request (kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan, pin, effect,
       requirement, answer_by, approved_at)
     VALUES ($1, $2, $3, $4, '', '', $5, '{}', $6, '{}', '{"parts": []}', now(), now())`,
      [kind, org.stack.id, requester, beneficiary, state, "ab".repeat(32)],
    ] as const;
  const attempt = (client: pg.Client, [sql, values]: ReturnType<typeof begin>) =>
    outcome(client, sql, [...values]);

  it("begin approved only where nobody else is needed", async () => {
    const { casey, mara, jonas } = org.people;
    expect(await attempt(web, begin("grant", mara.personId, mara.personId, "approved"))).toBe(CHECK);
    expect(await attempt(web, begin("grant", mara.personId, jonas.personId, "approved"))).toBe(CHECK);
    expect(await attempt(web, begin("match", casey.personId, casey.personId, "approved"))).toBe(CHECK);
    expect(await attempt(web, begin("revoke", casey.personId, mara.personId, "applying"))).toBe(CHECK);
    expect(await attempt(web, begin("expire", null, mara.personId, "approved"))).toBe(CHECK);
    expect(await attempt(web, begin("revoke", null, mara.personId, "approved"))).toBe(CHECK);
    expect(await attempt(web, begin("revoke", casey.personId, mara.personId, "approved"))).toBe("allowed");
    expect(await attempt(web, begin("grant", casey.personId, mara.personId, "approved"))).toBe("allowed");
    expect(await attempt(worker, begin("grant", casey.personId, mara.personId, "approved"))).toBe(CHECK);
    expect(await attempt(worker, begin("expire", null, mara.personId, "approved"))).toBe("allowed");
  });
});

describe("roles", () => {
  const give = `INSERT INTO role_assignment (person_id, role, valid_from, valid_until) VALUES ($1, $2, $3, $4)`;
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

  it("nobody is a cloud admin and an ssh admin at one time, now or later", async () => {
    const { casey, mara } = org.people;
    const somebody = await org.addPerson("Both", null);
    expect(await outcome(web, give, [casey.personId, "ssh_admin", new Date(), null])).toBe(EXCLUDED);
    expect(await outcome(web, give, [mara.personId, "cloud_admin", hours(24), null])).toBe(EXCLUDED);
    expect(await outcome(web, give, [somebody.personId, "ssh_admin", new Date(), hours(2)])).toBe("allowed");
    expect(await outcome(web, give, [somebody.personId, "cloud_admin", hours(1), null])).toBe(EXCLUDED);
    expect(await outcome(web, give, [somebody.personId, "cloud_admin", hours(2), null])).toBe("allowed");
    expect(await outcome(worker, give, [casey.personId, "security_reviewer", new Date(), null])).toBe(DENIED);
  });

  it("are not dated back, revived, lengthened, removed or given to oneself", async () => {
    const { ines, noor, priya } = org.people;
    expect(await outcome(web, give, [noor.personId, "cloud_admin", hours(-24), null])).toBe(CHECK);
    const own = "INSERT INTO role_assignment (person_id, role, given_by_id) VALUES ($1, 'cloud_admin', $1)";
    expect(await outcome(web, own, [noor.personId])).toBe(CHECK);
    const until = "UPDATE role_assignment SET valid_until = $2 WHERE person_id = $1";
    expect(await outcome(web, until, [ines.personId, hours(-24)])).toBe(CHECK);
    expect(await outcome(web, until, [priya.personId, hours(1)])).toBe("allowed");
    expect(await outcome(web, until, [priya.personId, hours(2)])).toBe(CHECK);
    expect(await outcome(web, until, [priya.personId, null])).toBe(CHECK);
    expect(await outcome(web, "UPDATE role_assignment SET role = 'cloud_admin'")).toBe(DENIED);
    expect(await outcome(web, "UPDATE role_assignment SET person_id = gen_random_uuid()")).toBe(DENIED);
    expect(await outcome(web, "DELETE FROM role_assignment")).toBe(DENIED);
  });

  it("the last cloud admin stays, though two demotions race", async () => {
    const place = await createOrganisation();
    try {
      const { casey, ruben } = place.people;
      const clients = await Promise.all(
        [0, 1].map(async () => {
          const client = new pg.Client({ connectionString: place.database.webUrl });
          await client.connect();
          return client;
        }),
      );
      const demote = "UPDATE role_assignment SET valid_until = now() WHERE person_id = $1";
      const results = await Promise.all(
        [casey, ruben].map((each, at) => outcome(clients[at] as pg.Client, demote, [each.personId])),
      );
      expect(results.toSorted()).toEqual([CHECK, "allowed"].toSorted());
      const [first] = clients;
      const disable = "UPDATE person SET disabled_at = now() WHERE id = $1";
      const left = results[0] === "allowed" ? ruben : casey;
      expect(await outcome(first as pg.Client, disable, [left.personId])).toBe(CHECK);
      await (first as pg.Client).query("SET default_transaction_isolation = 'repeatable read'");
      expect(await outcome(first as pg.Client, disable, [left.personId])).toBe("0A000");
      for (const client of clients) await client.end();
    } finally {
      await place.close();
    }
  });
});

describe("the log and the journal", () => {
  it("are never changed, removed or emptied", async () => {
    for (const client of [web, worker]) {
      for (const table of ["audit_entry", "audit_index", "journal_entry"]) {
        expect(await outcome(client, `DELETE FROM ${table}`)).toBe(DENIED);
        expect(await outcome(client, `TRUNCATE ${table} CASCADE`)).toBe(DENIED);
      }
      expect(await outcome(client, "UPDATE audit_entry SET actor = 'worker'")).toBe(DENIED);
      expect(await outcome(client, "UPDATE audit_index SET leaf_hash = ''")).toBe(DENIED);
      expect(await outcome(client, "UPDATE journal_entry SET body = '{}'")).toBe(DENIED);
      expect(await outcome(client, "ALTER TABLE audit_entry DISABLE TRIGGER ALL")).toBe(DENIED);
      expect(await outcome(client, "SET session_replication_role = replica")).toBe(DENIED);
    }
    const owner = new pg.Client({ connectionString: org.database.ownerUrl });
    await owner.connect();
    expect(await outcome(owner, "UPDATE audit_entry SET actor = 'worker'")).toBe("23001");
    expect(await outcome(owner, "DELETE FROM audit_index")).toBe("23001");
    await owner.end();
  });

  it("take no entry but by the function that gives it its time and its hash", async () => {
    const entry = `INSERT INTO audit_entry (id, at, actor, action, canonical, leaf_hash)
      VALUES (gen_random_uuid(), date_trunc('milliseconds', now()), 'worker', 'grant.ended', '{}', sha256('\\x007b7d'))`;
    for (const client of [web, worker]) {
      expect(await outcome(client, entry)).toBe(DENIED);
      expect(await outcome(client, "INSERT INTO audit_waiting VALUES (gen_random_uuid(), now(), '')")).toBe(
        DENIED,
      );
      expect(await outcome(client, "INSERT INTO audit_beside VALUES (gen_random_uuid(), '[]')")).toBe(DENIED);
    }
  });

  const speak = (actor: string, action = "grant.ended", beside: unknown = []) =>
    `SELECT append_audit_entry(gen_random_uuid(), '${actor}', '${action}', NULL, NULL, NULL, NULL, NULL, '{"at":"', '"}',
       ${pg.escapeLiteral(JSON.stringify(beside))})`;

  it("take no entry in the other process's name, nor of an erasure", async () => {
    const person = `person:${org.people.casey.personId}`;
    expect(await outcome(web, speak("worker"))).toBe(CHECK);
    expect(await outcome(web, speak("root"))).toBe(CHECK);
    expect(await outcome(worker, speak(person))).toBe(CHECK);
    expect(await outcome(web, speak(person, "personal-data.erased"))).toBe(CHECK);
    expect(await outcome(web, speak(person, "grant.ended", {}))).toBe(CHECK);
    expect(await outcome(web, speak(person))).toBe("allowed");
    expect(await outcome(worker, speak("worker"))).toBe("allowed");
  });

  it("are not written for by a login that is only one of their group", async () => {
    const name = `guest_${randomUUID().slice(0, 8)}`;
    const owner = new pg.Client({ connectionString: org.database.ownerUrl });
    const guest = new pg.Client({ connectionString: urlForRole(org.database.ownerUrl, name, name) });
    await owner.connect();
    try {
      await owner.query(`CREATE ROLE ${name} LOGIN PASSWORD '${name}' IN ROLE sallyport_web`);
      await guest.connect();
      for (const role of ["sallyport_web", name]) {
        await guest.query(`SET ROLE ${role}`);
        for (const actor of ["worker", "operator", `person:${org.people.casey.personId}`])
          expect(await outcome(guest, speak(actor))).toBe(CHECK);
      }
    } finally {
      await guest.end();
      await owner.query(`DROP ROLE ${name}`);
      await owner.end();
    }
  });

  it("do nothing with the rights of the function that writes entries but that", async () => {
    for (const client of [web, worker]) {
      for (const sql of [
        "CREATE SCHEMA mine",
        "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
      ])
        expect(await outcome(client, sql)).toBe(DENIED);
    }
    // Names of one's own session come after those of the system and of the schema.
    await web.query("CREATE TEMP TABLE audit_entry (id uuid)").catch(() => null);
    await web.query("SET search_path = pg_temp, public");
    const [before] = (await web.query<{ count: number }>("SELECT count(*)::int FROM public.audit_entry"))
      .rows;
    await web.query(
      `SELECT append_audit_entry(gen_random_uuid(), $1, 'grant.ended', NULL, NULL, NULL, NULL, NULL, '{"at":"', '"}', '[]')`,
      [`person:${org.people.casey.personId}`],
    );
    const [after] = (await web.query<{ count: number }>("SELECT count(*)::int FROM public.audit_entry")).rows;
    await web.query("RESET search_path");
    await web.query("DROP TABLE IF EXISTS pg_temp.audit_entry");
    expect(after?.count).toBe((before?.count ?? 0) + 1);
  });

  it("only the worker has the log ordered, by the function that puts one entry after the other", async () => {
    const id = await org.worker.$transaction((tx) =>
      appendAudit(tx, { actor: workerActor, action: "grant.ended" }),
    );
    const place = `INSERT INTO audit_index SELECT 1000, id, leaf_hash FROM audit_entry WHERE id = '${id}'`;
    for (const client of [web, worker]) {
      expect(await outcome(client, place)).toBe(DENIED);
      expect(await outcome(client, "DELETE FROM audit_waiting")).toBe(DENIED);
      expect(await outcome(client, "UPDATE audit_waiting SET leaf_hash = ''")).toBe(DENIED);
    }
    expect(await outcome(web, "SELECT give_audit_places(1000)")).toBe(DENIED);
    expect(await outcome(worker, "SELECT give_audit_places(1000)")).toBe("allowed");
    const { rows } = await worker.query<{ index: string; size: string; same: boolean }>(
      `SELECT i.index, (SELECT count(*) FROM audit_index) AS size, i.leaf_hash = e.leaf_hash AS same
         FROM audit_index i JOIN audit_entry e ON e.id = i.entry_id WHERE e.id = $1`,
      [id],
    );
    expect(rows).toEqual([expect.objectContaining({ same: true })]);
    expect(Number(rows[0]?.index)).toBe(Number(rows[0]?.size) - 1);
  });

  it("an intent under a lease that has passed on or run out is refused, and web writes none", async () => {
    const change = await openChange(org, org.people.mara);
    const { rows } = await worker.query<{ id: string }>(
      "INSERT INTO step (change_id, ordinal, operation) VALUES ($1, 0, '{}') RETURNING id",
      [change.id],
    );
    const step = rows[0]?.id;
    await worker.query("INSERT INTO lease VALUES ('acct/region/sg', 5, 'a', now() + interval '1 hour')");
    const intent = `INSERT INTO journal_entry (step_id, kind, attempt, lease_key, fencing_token, body)
      VALUES ($1, $2, $3, 'acct/region/sg', $4, '{}')`;
    expect(await outcome(web, intent, [step, "intent", 1, 5])).toBe(DENIED);
    expect(await outcome(worker, intent, [step, "intent", 1, 4])).toBe(CHECK);
    expect(await outcome(worker, intent, [step, "intent", 1, 6])).toBe(CHECK);
    expect(await outcome(worker, intent, [step, "intent", 1, 5])).toBe("allowed");
    expect(await outcome(worker, intent, [step, "intent", 1, 5])).toBe(UNIQUE);
    expect(await outcome(worker, "UPDATE lease SET token = 4 WHERE key = 'acct/region/sg'")).toBe(CHECK);
    expect(await outcome(worker, "UPDATE lease SET holder = 'b' WHERE key = 'acct/region/sg'")).toBe(CHECK);
    await worker.query("UPDATE lease SET token = 6, holder = 'b' WHERE key = 'acct/region/sg'");
    expect(await outcome(worker, intent, [step, "intent", 2, 5])).toBe(CHECK);
    expect(await outcome(worker, intent, [step, "outcome", 1, null])).toBe("allowed");
    await worker.query(
      "UPDATE lease SET expires_at = now() - interval '1 second' WHERE key = 'acct/region/sg'",
    );
    expect(await outcome(worker, intent, [step, "intent", 2, 6])).toBe(CHECK);
  });
});

describe("what belongs to the other process", () => {
  it("web observes nothing, leases nothing and applies nothing", async () => {
    for (const sql of [
      "INSERT INTO observation (scope_id, state, started_at, parts, progress) SELECT id, 'complete', now(), '{}', '{}' FROM scope",
      "INSERT INTO content VALUES ('', '')",
      "UPDATE observed_item SET valid_until = now()",
      "INSERT INTO lease VALUES ('x', 1, 'web', now())",
      "INSERT INTO step (change_id, ordinal, operation) SELECT id, 0, '{}' FROM change_request",
      "UPDATE \"grant\" SET ends_at = now() + interval '1 year'",
      "UPDATE identity SET person_id = gen_random_uuid()",
      "CREATE TABLE mine (x int)",
      "ALTER ROLE sallyport_web SUPERUSER",
      "SET ROLE sallyport_worker",
    ]) {
      expect([sql, await outcome(web, sql)]).toEqual([sql, DENIED]);
    }
  });

  it("the worker makes no people, roles, sessions, models or grants, and reads no session", async () => {
    for (const sql of [
      "INSERT INTO person (display_name, email) VALUES ('x', 'x')",
      "INSERT INTO identity VALUES ('i', 's', gen_random_uuid())",
      "SELECT * FROM session",
      "INSERT INTO pattern (name, version, yaml, parsed) VALUES ('x', 1, '', '{}')",
      "DELETE FROM setting",
      "INSERT INTO source (name, kind, value) VALUES ('x', 'ipv4', '0.0.0.0/0')",
      'INSERT INTO "grant" SELECT * FROM "grant"',
      "UPDATE person SET disabled_at = NULL",
    ]) {
      expect([sql, await outcome(worker, sql)]).toEqual([sql, DENIED]);
    }
  });

  it("neither of them says by itself what a stack's own policy is, or whose it is", async () => {
    for (const sql of [
      `UPDATE stack SET policy = '{"answers": {"grantForOther": "one-suffices"}}'`,
      "UPDATE stack SET team_id = gen_random_uuid()",
    ]) {
      expect([sql, await outcome(web, sql), await outcome(worker, sql)]).toEqual([sql, CHECK, CHECK]);
    }
  });

  it("the worker writes no setting but a policy that was approved", async () => {
    for (const key of ["policy", "retention"]) {
      const insert = "INSERT INTO setting (key, value, updated_at) VALUES ($1, '{}', now())";
      expect([key, await outcome(worker, insert, [key])]).toEqual([key, CHECK]);
      await org.owner.setting.upsert({ where: { key }, create: { key, value: {} }, update: {} });
      const update = `UPDATE setting SET value = '{"a": 1}' WHERE key = $1`;
      expect([key, await outcome(worker, update, [key])]).toEqual([key, CHECK]);
    }
  });

  it("the worker moves a stack only for a change about its life, and a planned one is never in use", async () => {
    const { owner, stack, scope, team, pattern, people } = org;
    for (const sql of ["retired_at = now()", "bindings = '[]'", "yaml = 'x'", "version = version + 1"]) {
      expect([sql, await outcome(worker, `UPDATE stack SET ${sql} WHERE id = $1`, [stack.id])]).toEqual([
        sql,
        CHECK,
      ]);
    }
    const planned = await owner.stack.create({
      data: {
        name: "planned",
        scopeId: scope.id,
        vpcId: stack.vpcId,
        teamId: team.id,
        patternId: pattern.id,
        yaml: "",
        bindings: [],
        policy: {},
        planned: true,
        retiredAt: new Date(),
      },
    });
    const use = "UPDATE stack SET planned = false, retired_at = NULL WHERE id = $1";
    expect(await outcome(worker, use, [planned.id])).toBe(CHECK);
    expect(await outcome(web, "UPDATE stack SET retired_at = NULL WHERE id = $1", [planned.id])).toBe(CHECK);
    const asked = await openChange(org, people.casey);
    const about = `INSERT INTO change_request (kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan,
        pin, effect, requirement, answer_by)
      SELECT $1, $2, requester_id, beneficiary_id, title, reason, 'open', plan, pin, effect, requirement, answer_by
        FROM change_request WHERE id = $3`;
    expect(await outcome(web, about, ["create-stack", stack.id, asked.id])).toBe(CHECK);
    expect(await outcome(web, about, ["match", planned.id, asked.id])).toBe(CHECK);
    expect(await outcome(web, about, ["retire-stack", planned.id, asked.id])).toBe(CHECK);
    expect(await outcome(web, about, ["create-stack", planned.id, asked.id])).toBe("allowed");
    expect(await outcome(worker, use, [planned.id])).toBe(CHECK);
  });

  it("a grant is an ssh admin's, begins asked, and web neither opens nor ends one", async () => {
    const { mara } = org.people;
    const change = await openChange(org, mara);
    await expect(askedGrant(org, change.id, org.people.casey)).rejects.toThrow();
    const grant = await askedGrant(org, change.id, mara);
    const to = (state: string) => `UPDATE "grant" SET state = '${state}' WHERE id = '${grant.id}'`;
    expect(await outcome(web, `UPDATE "grant" SET opened_at = now() WHERE id = '${grant.id}'`)).toBe(DENIED);
    expect(await outcome(web, to("live"))).toBe(CHECK);
    expect(await outcome(web, to("ended"))).toBe(CHECK);
    const open = `UPDATE "grant" SET state = 'live', opened_at = now() WHERE id = '${grant.id}'`;
    expect(await outcome(worker, open)).toBe("allowed");
    const end = `UPDATE "grant" SET state = 'ending', end_reason = 'handed-back' WHERE id = '${grant.id}'`;
    expect(await outcome(web, end)).toBe("allowed");
    expect(await outcome(worker, to("live"))).toBe(CHECK);
  });

  it("a grant's end is not led astray: to another change, another account, or a stack out of use", async () => {
    const { jonas, casey } = org.people;
    const change = await openChange(org, jonas);
    const grant = await askedGrant(org, change.id, jonas);
    await worker.query(`UPDATE "grant" SET state = 'live', opened_at = now() WHERE id = $1`, [grant.id]);
    const endBy = (id: string) =>
      `UPDATE "grant" SET state = 'ending', end_reason = 'revoked', end_change_id = '${id}' WHERE id = '${grant.id}'`;
    expect(await outcome(web, endBy(change.id))).toBe(CHECK);
    const elsewhere = await org.owner.stack.create({
      data: { ...(await stackRow()), name: "elsewhere" },
    });
    const ending = (stackId: string, beneficiaryId: string, state = "approved") =>
      org.web.changeRequest.create({
        data: {
          kind: "revoke",
          stackId,
          requesterId: casey.personId,
          beneficiaryId,
          title: "Revoke",
          reason: "x",
          state,
          plan: { steps: [] },
          pin: "ab".repeat(32),
          effect: {},
          requirement: { parts: [] },
          answerBy: new Date(),
          approvedAt: new Date(),
        },
      });
    expect(await outcome(web, endBy((await ending(elsewhere.id, jonas.personId)).id))).toBe(CHECK);
    expect(await outcome(web, endBy((await ending(org.stack.id, org.people.mara.personId)).id))).toBe(CHECK);
    await expect(ending(org.stack.id, jonas.personId, "open")).rejects.toThrow();
    const scope = await org.owner.scope.create({
      data: { accountId: "444455556666", accountName: "other", region: "eu-west-1" },
    });
    for (const move of [`scope_id = '${scope.id}'`, "retired_at = now()"]) {
      const sql = `UPDATE stack SET ${move} WHERE id = '${org.stack.id}'`;
      expect([move, await outcome(web, sql)]).toEqual([move, CHECK]);
    }
    expect(await outcome(web, endBy((await ending(org.stack.id, jonas.personId)).id))).toBe("allowed");
    expect(await outcome(web, `UPDATE stack SET retired_at = now() WHERE id = '${elsewhere.id}'`)).toBe(
      "allowed",
    );
    const there = { ...(await org.owner.grant.findUniqueOrThrow({ where: { id: grant.id } })) };
    const again = `INSERT INTO "grant" (stack_id, source_id, person_id, change_id, group_id, peer, protocol, from_port,
      to_port, reason, state, ends_at) VALUES ('${elsewhere.id}', '${there.sourceId}', '${there.personId}',
      '${there.changeId}', 'sg-1', '192.0.2.1/32', 'tcp', 22, 22, 'x', 'asked', now() + interval '1 hour')`;
    expect(await outcome(web, again)).toBe(CHECK);
  });

  it("web does not call a grant refused that the worker has begun to open", async () => {
    const { jonas } = org.people;
    const change = await openChange(org, jonas);
    const grant = await askedGrant(org, change.id, jonas);
    const refuse = `UPDATE "grant" SET state = 'refused', end_reason = 'refused', ended_at = now()
      WHERE id = '${grant.id}'`;
    await org.owner.$executeRaw`ALTER TABLE change_request DISABLE TRIGGER change_request_moves`;
    await org.owner.$executeRaw`
      UPDATE change_request SET state = 'applying', approved_at = now() WHERE id = ${change.id}::uuid`;
    await org.owner.$executeRaw`ALTER TABLE change_request ENABLE TRIGGER change_request_moves`;
    expect(await outcome(web, refuse)).toBe(CHECK);
    expect(await outcome(worker, refuse)).toBe("allowed");
  });

  it("somebody with SSH grants does not become a cloud admin", async () => {
    const { mara } = org.people;
    await web.query("UPDATE role_assignment SET valid_until = now() WHERE person_id = $1", [mara.personId]);
    const give = "INSERT INTO role_assignment (person_id, role) VALUES ($1, 'cloud_admin')";
    expect(await outcome(web, give, [mara.personId])).toBe(CHECK);
  });
});

const stackRow = async () => {
  const {
    id: _,
    bindings,
    policy,
    ...row
  } = await org.owner.stack.findUniqueOrThrow({
    where: { id: org.stack.id },
  });
  return { ...row, bindings: bindings ?? [], policy: policy ?? {} };
};

describe("access reviews", () => {
  let host = 0;
  const begin = async () => {
    const { ines, casey } = org.people;
    const review = await org.web.review.create({
      data: {
        name: "Half-yearly",
        scope: {},
        population: {},
        reviewerId: ines.personId,
        createdById: casey.personId,
        dueAt: new Date(Date.now() + 86_400_000),
      },
    });
    host += 1;
    const source = await org.owner.source.create({
      data: { name: "office", kind: "ipv4", value: `192.0.2.${host}/32`, ownerId: casey.personId },
    });
    const row = await org.web.reviewRow.create({
      data: {
        reviewId: review.id,
        ordinal: 1,
        kind: "source",
        stackId: org.stack.id,
        sourceId: source.id,
        ownerId: casey.personId,
        evidence: {},
      },
    });
    return { review, row };
  };
  const decided = `UPDATE review_row SET decision = 'keep', keep_until = now() + interval '1 day',
    decided_at = now(), decided_by_id = $2 WHERE id = $1`;

  it("nobody decides about their own, rewrites what was under review, or changes it once it is closed", async () => {
    const { review, row } = await begin();
    const { ines, casey } = org.people;
    expect(await outcome(web, decided, [row.id, casey.personId])).toBe(CHECK);
    expect(await outcome(web, decided, [row.id, ines.personId])).toBe("allowed");
    for (const set of ["evidence = '[]'", "owner_id = NULL", "ordinal = 2"]) {
      expect(await outcome(web, `UPDATE review_row SET ${set} WHERE id = $1`, [row.id])).toBe(DENIED);
    }
    for (const client of [web, worker]) {
      expect(await outcome(client, "DELETE FROM review_row WHERE id = $1", [row.id])).toBe(DENIED);
      expect(await outcome(client, "DELETE FROM review WHERE id = $1", [review.id])).toBe(DENIED);
    }
    const close = "UPDATE review SET state = 'closed', closed_at = now(), closed_by_id = $2 WHERE id = $1";
    expect(await outcome(web, close, [review.id, ines.personId])).toBe("allowed");
    expect(await outcome(web, "UPDATE review_row SET note = 'later' WHERE id = $1", [row.id])).toBe(CHECK);
    expect(await outcome(web, "UPDATE review SET closing_note = 'later' WHERE id = $1", [review.id])).toBe(
      CHECK,
    );
  });

  it("only somebody who may run reviews is a reviewer, and the web signs nothing", async () => {
    const { review } = await begin();
    const hand = "UPDATE review SET reviewer_id = $2 WHERE id = $1";
    for (const { personId } of [org.people.mara, org.people.priya]) {
      expect(await outcome(web, hand, [review.id, personId])).toBe(CHECK);
    }
    const key = "INSERT INTO signing_key (id, name, verifier) VALUES ('0123abcd', 'x', 'y')";
    expect(await outcome(web, key)).toBe(DENIED);
    expect(await outcome(worker, key)).toBe("allowed");
    const pack = `INSERT INTO evidence_pack (review_id, edition, json, pdf, note, key_id, settled)
      VALUES ($1, 1, '', '', '', '0123abcd', 0)`;
    expect(await outcome(web, pack, [review.id])).toBe(DENIED);
    expect(await outcome(worker, pack, [review.id])).toBe("allowed");
    for (const client of [web, worker]) {
      expect(await outcome(client, "UPDATE evidence_pack SET note = 'x'")).toBe(DENIED);
      expect(await outcome(client, "DELETE FROM signing_key")).toBe(DENIED);
    }
  });
});
