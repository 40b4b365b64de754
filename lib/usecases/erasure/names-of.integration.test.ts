import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { eraserRole, setRolePassword, urlForRole } from "#lib/adapters/db/role-passwords.ts";
import { createOrganisation, type Organisation, operatorActor } from "#lib/testing/organisation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { addPerson } from "../people/add-person.ts";
import type { Database } from "../ports.ts";
import { erasePerson } from "./erase-person.ts";

let org: Organisation;
let superuser: pg.Client;
let eraser: Database;

beforeAll(async () => {
  org = await createOrganisation();
  superuser = new pg.Client({ connectionString: org.database.ownerUrl });
  await superuser.connect();
  const { rolePassword } = inject("testCluster");
  await setRolePassword(superuser, eraserRole, rolePassword);
  const url = urlForRole(org.database.ownerUrl, eraserRole, rolePassword);
  eraser = openDatabase(url, { applicationName: "test", connections: 1 });
});
afterAll(async () => {
  await superuser.end();
  await eraser.$disconnect();
  await org.close();
});

const added = (name: string, issuer: string, subject: string): Promise<string> =>
  addPerson({ db: org.owner }, operatorActor, { issuer, subject, name, email: "", disabled: true });

const count = (person: string, also: readonly string[] = []) =>
  erasePerson(eraser, operatorActor, { person, because: "Asked for, ticket 2034", also: [...also] }, false);

const IDS = "https://ids.tidewater.example";

it("an id at the provider is no word of other people's texts, but stands for its owner where it is an id", async () => {
  const person = await added("Noor Haddad", IDS, "203");
  await added("Ola Berg", "https://ids.other.example", "203");
  await org.web.$transaction(async (tx) => {
    const title = "Open SSH to shop for 203.0.113.9/32";
    await appendAudit(tx, {
      actor: org.people.otto,
      action: "change.asked",
      details: { number: 203, title },
    });
    const comment = 'Rack 203 is full, and says "issuer":"https://ids.tidewater.example","subject":"203".';
    await appendAudit(tx, { actor: org.people.otto, action: "change.commented", details: { comment } });
    const details = { issuer: IDS, subject: "203" };
    await appendAudit(tx, { actor: org.people.otto, action: "person.changed", details });
  });
  // The entry that added them, and the one that has the id as an id.
  expect(await count(person)).toMatchObject({ ok: true, value: { entries: 2, parts: 2, unerasable: 0 } });
});

it("a name that the provider did not give, and is the id, is searched for only when asked", async () => {
  const person = await added("7781", IDS, "7781");
  const address = await added("ada@tidewater.example", IDS, "ada@tidewater.example");
  await org.web.$transaction(async (tx) => {
    const comment = "Ticket 7781 is done, ada@tidewater.example says.";
    await appendAudit(tx, { actor: org.people.otto, action: "change.commented", details: { comment } });
  });
  expect(await count(person)).toMatchObject({ ok: true, value: { parts: 1 } });
  expect(await count(person, ["7781"])).toMatchObject({ ok: true, value: { parts: 2 } });
  expect(await count(address)).toMatchObject({ ok: true, value: { parts: 2 } });
});

it("reads a log for as long as that takes, also past what a statement may take elsewhere", async () => {
  const person = await added("Slow Reader", IDS, "slow");
  await eraser.$executeRawUnsafe("SET statement_timeout = '400ms'");
  await superuser.query("BEGIN; LOCK TABLE audit_personal, audit_entry IN ACCESS EXCLUSIVE MODE");
  const counted = count(person).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await superuser.query("COMMIT");
  expect(await counted).toMatchObject({ ok: true, value: { parts: 1 } });
});
