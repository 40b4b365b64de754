/**
 * Fifty people, each on a connection of their own as the web's database role, try to give the one approval that each
 * of many requests wants, all of them all the time. No courtesy of a use-case is between them: they insert their answer
 * and move the request by `UPDATE … WHERE state AND version`, in its order of statements, and the database alone decides.
 * 500 rounds here; `CONTENDER_ROUNDS=10000` for a long run.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";

const ROUNDS = Number(process.env.CONTENDER_ROUNDS ?? 500);
const CONTENDERS = 50;

/** One contender, through every round; what the database refuses is that round lost. */
const CONTEND = `
CREATE PROCEDURE contend(contender uuid) LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  FOR asked IN SELECT id, requester_id, beneficiary_id, pin, version FROM change_request ORDER BY number LOOP
    BEGIN
      INSERT INTO approval (change_id, requester_id, beneficiary_id, person_id, decision, role, pin)
      VALUES (asked.id, asked.requester_id, asked.beneficiary_id, contender, 'approve', 'cloud_admin', asked.pin);
      UPDATE change_request SET state = 'approved', version = asked.version + 1, approved_at = now()
       WHERE id = asked.id AND state = 'open' AND version = asked.version;
      IF FOUND THEN
        INSERT INTO change_move (change_id, version, from_state, to_state, person_id)
        VALUES (asked.id, asked.version + 1, 'open', 'approved', contender);
      END IF;
    EXCEPTION WHEN check_violation OR unique_violation THEN NULL;
    END;
    COMMIT;
  END LOOP;
END $$`;

let org: Organisation;
let people: readonly string[];
beforeAll(async () => {
  org = await createOrganisation();
  const change = await openChange(org, org.people.mara);
  await org.owner.$executeRaw`
    INSERT INTO change_request (kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan, pin, effect,
                                requirement, answer_by)
    SELECT kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan, pin, effect, requirement,
           now() + interval '1 day'
      FROM change_request, generate_series(2, ${ROUNDS}::int) WHERE id = ${change.id}::uuid`;
  const made = await org.owner.$queryRaw<{ id: string }[]>`
    INSERT INTO person (display_name, email)
    SELECT 'Admin ' || n, n || '@tidewater.example' FROM generate_series(1, ${CONTENDERS}::int) n RETURNING id::text`;
  people = made.map(({ id }) => id);
  await org.owner.$executeRaw`
    INSERT INTO role_assignment (person_id, role) SELECT id, 'cloud_admin' FROM person WHERE display_name LIKE 'Admin %'`;
  await org.owner.$executeRawUnsafe(CONTEND);
});
afterAll(() => org.close());

it(`has one winner in each of ${ROUNDS} rounds of ${CONTENDERS} contenders, and one move told`, {
  timeout: 60_000 + ROUNDS * 500,
}, async () => {
  const contend = async (person: string) => {
    const client = new pg.Client({ connectionString: org.database.webUrl });
    await client.connect();
    try {
      await client.query("CALL contend($1)", [person]);
    } finally {
      await client.end();
    }
  };
  await Promise.all(people.map(contend));
  const [tally] = await org.owner.$queryRaw<Record<string, bigint>[]>`
    SELECT count(*) FILTER (WHERE c.state = 'approved' AND c.version = 2) AS approved,
           count(*) FILTER (WHERE (SELECT count(*) FROM approval a WHERE a.change_id = c.id) = 1) AS "answeredOnce",
           count(*) FILTER (WHERE (SELECT count(*) FROM change_move m WHERE m.change_id = c.id) = 1) AS "toldOnce",
           (SELECT count(DISTINCT person_id) FROM approval) AS winners
      FROM change_request c`;
  const rounds = BigInt(ROUNDS);
  expect(tally).toMatchObject({ approved: rounds, answeredOnce: rounds, toldOnce: rounds });
  // They really raced: no single connection was first everywhere.
  expect(Number(tally?.winners)).toBeGreaterThan(1);
});
