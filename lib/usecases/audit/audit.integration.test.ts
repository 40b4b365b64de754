import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import {
  createOrganisation,
  type Organisation,
  operatorActor,
  workerActor,
} from "#lib/testing/organisation.ts";
import { appendAudit } from "./append-audit.ts";
import { readAuditEntry } from "./read-audit-entry.ts";
import { auditSearchInput, searchAudit } from "./search-audit.ts";
import { sequenceAudit } from "./sequence-audit.ts";
import { verifyAudit } from "./verify-audit.ts";

let org: Organisation;
let superuser: pg.Client;

beforeAll(async () => {
  org = await createOrganisation();
  superuser = new pg.Client({ connectionString: org.database.ownerUrl });
  await superuser.connect();
  // A database administrator's way around every trigger and foreign key.
  await superuser.query("SET session_replication_role = replica");
});
afterAll(async () => {
  await superuser.end();
  await org.close();
});
beforeEach(async () => {
  await superuser.query("TRUNCATE audit_entry, audit_index, audit_waiting, audit_beside");
  for (let number = 0; number < 8; number += 1) await write(number);
  expect(await sequenceAudit(org.workerDeps)).toBe(8);
});

const write = (number: number) =>
  org.web.$transaction((tx) =>
    appendAudit(tx, {
      actor: org.people.casey,
      action: "stack.saved",
      subjects: {
        stackId: org.stack.id,
        groupId: "sg-0123456789abcdef0",
        changeId: org.stack.id,
        grantId: org.stack.id,
        personId: org.people.mara.personId,
      },
      details: { number },
    }),
  );

async function faults(): Promise<readonly string[]> {
  const result = await verifyAudit({ db: org.web }, org.people.ines, signedCheckpoint);
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value.faults;
}

const at = (index: number) => `WHERE id = (SELECT entry_id FROM audit_index WHERE index = ${index})`;

describe("the order of the log", () => {
  it("has no gaps, and an entry that commits late is neither lost nor placed twice", async () => {
    const late = new pg.Client({ connectionString: org.database.workerUrl });
    await late.connect();
    await late.query("BEGIN");
    await late.query(`SELECT append_audit_entry(gen_random_uuid(), 'worker', 'grant.ended', NULL, NULL, NULL, NULL, NULL,
      '{"at":"', '"}', '[]')`);
    await write(8);
    expect(await sequenceAudit(org.workerDeps)).toBe(1);
    await late.query("COMMIT");
    await late.end();
    await write(9);
    expect(await sequenceAudit(org.workerDeps)).toBe(2);
    const places = await org.owner.auditIndex.findMany({ orderBy: { index: "asc" } });
    expect(places.map(({ index }) => Number(index))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("is given by one of many sequencers at a time, while writers write", async () => {
    const writers = Array.from({ length: 60 }, (_, number) => write(100 + number));
    const sequencers = Array.from({ length: 8 }, () => sequenceAudit(org.workerDeps, 7));
    await Promise.all([...writers, ...sequencers]);
    while ((await sequenceAudit(org.workerDeps, 7)) > 0);
    expect(await org.owner.auditIndex.count()).toBe(68);
    expect(await org.owner.auditWaiting.count()).toBe(0);
    expect(await faults()).toEqual([]);
  });
});

describe("verifying", () => {
  it("finds nothing in an untouched log", async () => {
    expect(await verifyAudit({ db: org.owner }, operatorActor, signedCheckpoint)).toEqual({
      ok: true,
      value: { checked: 8, signed: 0, waiting: 0, faults: [], faultCount: 0 },
    });
  });

  it.each([
    ["at", "at + interval '1 microsecond'"],
    ["actor", "'worker'"],
    ["action", "'grant.ended'"],
    ["stack_id", "gen_random_uuid()"],
    ["stack_id", "NULL"],
    ["group_id", "'sg-1'"],
    ["change_id", "gen_random_uuid()"],
    ["grant_id", "gen_random_uuid()"],
    ["person_id", "gen_random_uuid()"],
    [
      "canonical",
      "convert_to(replace(convert_from(canonical, 'UTF8'), '\"number\":3', '\"number\":4'), 'UTF8')",
    ],
    ["leaf_hash", "sha256('')"],
  ])("finds an edit of %s (%s), and says where", async (column, value) => {
    const guard = "ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_leaf";
    await superuser.query(guard);
    await superuser.query(`UPDATE audit_entry SET ${column} = ${value} ${at(3)}`);
    const found = await faults();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("ntry 3");
  });

  it("finds an edit that takes its own hash along, by the hash at its place", async () => {
    await superuser.query(
      `UPDATE audit_entry SET canonical = '{}', leaf_hash = sha256('\\x00'::bytea || '{}') ${at(5)}`,
    );
    expect(await faults()).toEqual([expect.stringContaining("Entry 5 is not what was written")]);
  });

  it("finds removed entries, removed places, exchanged places and left-out entries", async () => {
    await superuser.query(`DELETE FROM audit_entry ${at(2)}`);
    expect(await faults()).toEqual(["Place 2 points to an entry that is not there."]);
    await superuser.query("DELETE FROM audit_index WHERE index IN (2, 4, 5)");
    // Their entries are young: for now they could still be on their way to a place.
    expect(await faults()).toEqual(["Entry 2 is missing.", "Entries 4 to 5 are missing."]);
    await superuser.query(
      "UPDATE audit_entry SET at = at - interval '1 day' WHERE id NOT IN (SELECT entry_id FROM audit_index)",
    );
    expect((await faults()).filter((each) => each.endsWith("has no place in the log."))).toHaveLength(2);
    await superuser.query(
      "UPDATE audit_index SET leaf_hash = (SELECT leaf_hash FROM audit_index WHERE index = 7) WHERE index = 6",
    );
    expect(await faults()).toContainEqual(expect.stringContaining("Entry 6 is not what was written"));
  });
});

describe("reading", () => {
  const search = async (input: object, actor = org.people.ines) => {
    const result = await searchAudit({ db: org.web }, actor, auditSearchInput.parse(input));
    if (!result.ok) throw new Error(result.problem.kind);
    return result.value;
  };

  it("pages from the newest to the oldest without skipping", async () => {
    const first = await search({ size: 3 });
    const second = await search({ size: 3, after: first.next ?? undefined });
    const third = await search({ size: 3, after: second.next ?? undefined });
    const numbers = [first, second, third].flatMap(({ lines }) => lines.map(({ details }) => details.number));
    expect(new Set(numbers).size).toBe(8);
    expect(third.next).toBeNull();
  });

  it("filters by person (who did it, or whom it is about), stack, group, action and time", async () => {
    await org.worker.$transaction((tx) => appendAudit(tx, { actor: workerActor, action: "grant.ended" }));
    const count = async (input: object) => (await search(input)).lines.length;
    expect(await count({})).toBe(9);
    expect(await count({ personId: org.people.casey.personId })).toBe(8);
    expect(await count({ personId: org.people.mara.personId })).toBe(8);
    expect(await count({ personId: org.people.ruben.personId })).toBe(0);
    expect(await count({ stackId: org.stack.id })).toBe(8);
    expect(await count({ groupId: "sg-0123456789abcdef0" })).toBe(8);
    expect(await count({ action: "grant.ended" })).toBe(1);
    expect(await count({ until: "2020-01-01T00:00:00Z" })).toBe(0);
    expect(() => auditSearchInput.parse({ action: "x" })).toThrow();
    expect(() => auditSearchInput.parse({ role: "cloud_admin" })).toThrow();
  });

  it("names people and things, and shows an entry with its proof", async () => {
    const [line] = (await search({ size: 1 })).lines;
    expect(line).toMatchObject({
      actorName: "Casey",
      subjects: { person: { name: "Mara" }, stack: { name: "shop" } },
    });
    // Who it was is said as it was then.
    expect(line?.details).toMatchObject({ actorName: "Casey", actorRoles: ["cloud_admin"] });
    const entry = await readAuditEntry({ db: org.web }, org.people.ines, { id: line?.id ?? "" });
    expect(entry).toMatchObject({ ok: true, value: { intact: true, index: line?.index } });
    await superuser.query(`UPDATE audit_index SET leaf_hash = sha256('') WHERE index = ${line?.index}`);
    const edited = await readAuditEntry({ db: org.web }, org.people.ines, { id: line?.id ?? "" });
    expect(edited).toMatchObject({ ok: true, value: { intact: false } });
  });

  it("is for those who may, and looks empty to everybody else", async () => {
    for (const person of [org.people.mara, org.people.noor]) {
      await expect(search({}, person)).rejects.toThrow("absent");
      expect(await verifyAudit({ db: org.web }, person, signedCheckpoint)).toMatchObject({
        problem: { kind: "absent" },
      });
    }
  });
});
