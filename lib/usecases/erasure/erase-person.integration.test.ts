import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { eraserRole, setRolePassword, urlForRole } from "#lib/adapters/db/role-passwords.ts";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { rootOfInclusion } from "#lib/core/audit/tree/verify-proof.ts";
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { readTlogProof } from "#lib/formats/log/tlog-proof.ts";
import { createOrganisation, type Organisation, operatorActor } from "#lib/testing/organisation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { auditExportInput, exportAudit } from "../audit/export-audit.ts";
import { sha256 } from "../audit/leaf-functions.ts";
import { proveEntry } from "../audit/prove-entry.ts";
import { readAuditEntry } from "../audit/read-audit-entry.ts";
import { sequenceAudit } from "../audit/sequence-audit.ts";
import { makeCheckpoint } from "../audit/tree/make-checkpoint.ts";
import { verifyAudit } from "../audit/verify-audit.ts";
import type { Database, PersonActor } from "../ports.ts";
import { introduceSigner } from "../review/make-packs.ts";
import { eraseInput, erasePerson } from "./erase-person.ts";

let org: Organisation;
let superuser: pg.Client;
let eraser: Database;
let mara: PersonActor;
const key = generateSigner("sallyport.example/sallyport");
const signer = {
  keyId: key.verifier.id,
  name: key.verifier.name,
  verifier: key.verifier.text,
  signNote: (text: string) => signNote(text, key),
};

beforeAll(async () => {
  org = await createOrganisation();
  superuser = new pg.Client({ connectionString: org.database.ownerUrl });
  await superuser.connect();
  const { rolePassword } = inject("testCluster");
  await setRolePassword(superuser, eraserRole, rolePassword);
  const url = urlForRole(org.database.ownerUrl, eraserRole, rolePassword);
  eraser = openDatabase(url, { applicationName: "test", connections: 2 });
  await introduceSigner(org.worker, signer);
  mara = {
    ...org.people.mara,
    displayName: "Mara Haddad",
    address: "198.51.100.7",
    session: "0123456789abcdef",
  };
  await org.owner.person.update({ where: { id: mara.personId }, data: { displayName: "Mara Haddad" } });
  await writeEntries();
});
afterAll(async () => {
  await superuser.end();
  await eraser.$disconnect();
  await org.close();
});

async function writeEntries(): Promise<void> {
  const { personId } = mara;
  const { casey, otto } = org.people;
  await org.web.source.create({
    data: { name: "laptop", kind: "ipv4", value: "203.0.113.9/32", ownerId: personId },
  });
  await org.web.$transaction(async (tx) => {
    const details = { number: 1, reason: "Deploy", title: "Open SSH to shop for Mara Haddad" };
    await appendAudit(tx, { actor: mara, action: "change.asked", subjects: { personId }, details });
    const of = { number: 2, of: "M. Haddad", reason: "revoked", because: "She left." };
    await appendAudit(tx, { actor: casey, action: "grant.ending", subjects: { personId }, details: of });
    const comment = { number: 3, comment: "Is it for 203.0.113.9? Ask\nmara@tidewater.example." };
    await appendAudit(tx, { actor: otto, action: "change.commented", details: comment });
    const other = { number: 4, comment: "The Mara Haddadi house, 203.0.113.90, is another." };
    await appendAudit(tx, { actor: otto, action: "change.commented", details: other });
  });
  await signLog();
}

async function signLog(): Promise<void> {
  await sequenceAudit(org.workerDeps);
  await makeCheckpoint(org.worker, { signer, outside: [], everySeconds: 0 });
}

const ask = (over: object = {}) =>
  eraseInput.parse({ person: "mara@tidewater.example", because: "Asked for, ticket 4711", ...over });

async function exported(): Promise<string> {
  const taken = await exportAudit({ db: org.web }, org.people.ines, auditExportInput.parse({}));
  if (!taken.ok) throw new Error(taken.problem.sentence);
  let text = "";
  for await (const batch of taken.value) text += batch.map(printExportLine).join("");
  return text;
}

async function faults(): Promise<readonly string[]> {
  const result = await verifyAudit({ db: org.web }, org.people.ines, signedCheckpoint);
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value.faults;
}

async function proofHolds(id: string): Promise<boolean> {
  const proven = await proveEntry({ db: org.web }, org.people.ines, { id });
  const read = proven.ok ? readTlogProof(proven.value.proof) : null;
  const head = read === null ? null : signedCheckpoint(read.checkpoint, key.verifier.text);
  if (read?.extra == null || head === null) return false;
  const root = rootOfInclusion(leafHash(read.extra, sha256), read.index, head.size, read.path, sha256);
  return root !== null && Buffer.from(root).equals(head.root);
}

const bytesOfLog = async () => {
  const rows = await org.owner.auditEntry.findMany({ orderBy: { at: "asc" } });
  return Buffer.concat(rows.map(({ canonical }) => canonical)).toString("utf8");
};

it("the bytes that are hashed name nobody, and what stands beside them says who and from where", async () => {
  expect(await bytesOfLog()).not.toMatch(/Mara|Haddad|198\.51|203\.0|tidewater|Deploy|Casey|She left/);
  expect(await exported()).toContain('"clear":{"actorName":"Mara Haddad","address":"198.51.100.7"}');
  expect(await faults()).toEqual([]);
});

it("nobody but the eraser clears anything, the eraser only with an entry of its own transaction", async () => {
  const clear = `UPDATE audit_beside b SET erasures = jsonb_build_object('words', entry_id),
    parts = (SELECT jsonb_agg(CASE WHEN p ->> 'part' = 'words' THEN p - 'salt' - 'clear' ELSE p END)
               FROM jsonb_array_elements(b.parts) p)`;
  await expect(org.web.$executeRawUnsafe(clear)).rejects.toThrow("permission denied");
  await expect(org.worker.$executeRawUnsafe(clear)).rejects.toThrow("permission denied");
  await expect(org.owner.$executeRawUnsafe(clear)).rejects.toThrow(/constraint|clears nothing/);
  await expect(eraser.$executeRawUnsafe(clear)).rejects.toThrow(/constraint|its own transaction/);
  for (const other of ["parts = '[]'", "parts = parts - 0", "erasures = '{}'", "parts = parts || parts"]) {
    await expect(eraser.$executeRawUnsafe(`UPDATE audit_beside SET ${other}`)).rejects.toThrow(
      /cleared once/,
    );
  }
  for (const db of [org.web, org.worker, org.owner, eraser]) {
    await expect(db.$executeRawUnsafe("DELETE FROM audit_beside")).rejects.toThrow();
    await expect(db.$executeRawUnsafe("TRUNCATE audit_beside")).rejects.toThrow();
  }
  const beside = `INSERT INTO audit_beside (entry_id, parts) VALUES (gen_random_uuid(), '[]')`;
  for (const db of [org.web, org.worker, eraser]) {
    await expect(db.$executeRawUnsafe(beside)).rejects.toThrow("permission denied");
  }
  const erased = { actor: operatorActor, action: "personal-data.erased" } as const;
  for (const db of [org.web, org.worker]) {
    await expect(db.$transaction((tx) => appendAudit(tx, erased))).rejects.toThrow(/constraint|speak/);
  }
  const other = { actor: operatorActor, action: "stack.saved" } as const;
  await expect(eraser.$transaction((tx) => appendAudit(tx, other))).rejects.toThrow(/constraint|speak/);
  await expect(org.web.$executeRawUnsafe("SET ROLE sallyport_eraser")).rejects.toThrow("permission denied");
});

it("who may sign in, or has access that has not ended, is not erased", async () => {
  expect(await erasePerson(eraser, operatorActor, ask(), true)).toMatchObject({
    ok: false,
    problem: { sentence: expect.stringContaining("may still sign in") },
  });
  await org.owner.person.update({ where: { id: mara.personId }, data: { disabledAt: new Date() } });
  expect(await erasePerson(eraser, operatorActor, ask({ because: "mara haddad asked" }), true)).toMatchObject(
    {
      ok: false,
      problem: { sentence: expect.stringContaining("names the person") },
    },
  );
  expect(
    await erasePerson(eraser, operatorActor, ask({ person: "nobody@tidewater.example" }), true),
  ).toMatchObject({ ok: false });
});

it("erases what names a person, keeps every byte that was hashed, and every proof holds", async () => {
  const entries = await org.owner.auditEntry.findMany({ select: { id: true } });
  const before = await bytesOfLog();
  const counted = await erasePerson(eraser, operatorActor, ask(), false);
  // Asked: who, and the title. Ending: about whom. The comment: its words.
  expect(counted).toMatchObject({ ok: true, value: { entries: 3, parts: 4, unerasable: 0 } });
  expect(await exported()).toContain("Mara Haddad");
  expect(await erasePerson(eraser, operatorActor, ask(), true)).toEqual(counted);
  expect((await bytesOfLog()).startsWith(before)).toBe(true);
  const text = await exported();
  expect(text).not.toMatch(/"Mara Haddad"|198\.51\.100\.7|203\.0\.113\.9\?|M\. Haddad|mara@/);
  expect(text).toContain("The Mara Haddadi house");
  expect(text).toContain("Casey");
  for (const { id } of entries) expect(await proofHolds(id)).toBe(true);
  await signLog();
  expect(await faults()).toEqual([]);
  expect(await org.owner.person.findUnique({ where: { id: mara.personId } })).toMatchObject({
    displayName: `Erased person ${mara.personId.slice(0, 8)}`,
    email: "",
  });
  const entry = await org.owner.auditEntry.findFirstOrThrow({ where: { action: "change.asked" } });
  const page = await readAuditEntry({ db: org.web }, org.people.ines, { id: entry.id });
  if (!page.ok) throw new Error(page.problem.sentence);
  expect(page.value.actorName).toBe("somebody who was erased");
  expect(page.value.erased.map(({ part }) => part)).toEqual(["actor", "words"]);
  expect(page.value.details).toEqual({ number: 1, session: mara.session, actorRoles: ["ssh_admin"] });
  const erasures = await org.owner.auditEntry.findMany({ where: { action: "personal-data.erased" } });
  expect(erasures.map(({ id }) => id)).toEqual([page.value.erased[0]?.by]);
  const told = await org.owner.notice.findMany({ where: { kind: "erasure" } });
  expect(told).toHaveLength(3);
});

it("what is cleared past that, or put in its place, is found and named", async () => {
  await superuser.query("SET session_replication_role = replica");
  const entry = await org.owner.auditEntry.findFirstOrThrow({
    where: { action: "change.commented" },
    orderBy: { at: "desc" },
  });
  const erasure = await org.owner.auditEntry.findFirstOrThrow({ where: { action: "personal-data.erased" } });
  const kept = await superuser.query("SELECT * INTO TEMP kept FROM audit_beside");
  expect(kept.rowCount).toBeGreaterThan(4);
  const restore = () =>
    superuser.query("DELETE FROM audit_beside; INSERT INTO audit_beside SELECT * FROM kept");
  /** Puts `words` in the place of the entry's words. */
  const write = async (words: string, erasures = "NULL") => {
    await restore();
    await superuser.query(
      `UPDATE audit_beside b SET erasures = ${erasures},
              parts = (SELECT coalesce(jsonb_agg(each), '[]') FROM (
                SELECT CASE WHEN p ->> 'part' = 'words' THEN ${words} ELSE p END AS each
                  FROM jsonb_array_elements(b.parts) p) written WHERE each IS NOT NULL)
        WHERE entry_id = '${entry.id}'`,
    );
  };
  const by = (id: string) => `jsonb_build_object('words', '${id}')`;
  await write("NULL");
  expect(await faults()).toEqual([expect.stringMatching(/people \(words\) was taken away/)]);
  for (const erasures of ["NULL", by(entry.id), by("nobody")]) {
    await write("p - 'salt' - 'clear'", erasures);
    expect(await faults()).toEqual([expect.stringMatching(/people \(words\) is not what it commits to/)]);
  }
  // Nor is it erased while its text, or the salt by which to guess it, is there.
  for (const [words, erased] of [
    ["p", by(entry.id)],
    [`p || '{"salt": "no"}'`, by(erasure.id)],
    ["p - 'clear'", by(erasure.id)],
  ] as const) {
    await write(words, erased);
    expect(await faults()).toContainEqual(
      expect.stringMatching(/people \(words\) is not what it commits to/),
    );
  }
  await write("p - 'salt' - 'clear'", by(erasure.id));
  expect(await faults()).toEqual([expect.stringContaining("says that 4 parts were erased, and 5 are")]);
  const salt = "00".repeat(32);
  const hashed = (text: string) =>
    `encode(sha256('\\x02'::bytea || decode('${salt}', 'hex') || convert_to('${text}', 'UTF8')), 'hex')`;
  const part = (name: string, text: string) =>
    `jsonb_build_object('part', '${name}', 'commitment', ${hashed(text)}, 'salt', '${salt}', 'clear', '${text}')`;
  await write(part("words", "{}"));
  expect(await faults()).toEqual([expect.stringMatching(/people \(words\) is not what it commits to/)]);
  const shown = async () => {
    const page = await readAuditEntry({ db: org.web }, org.people.ines, { id: entry.id });
    return page.ok ? [page.value.intact, page.value.details.comment] : null;
  };
  expect(await shown()).toEqual([false, undefined]);
  // Whatever somebody makes of it, the page still opens, and says that it is not what was written.
  for (const misshapen of [
    `'7'::jsonb`,
    `'{"part": ["words"], "salt": 1, "clear": {}}'::jsonb`,
    `p || '{"salt": "no"}'`,
    `p - 'salt'`,
    `p || '{"also": "Mara Haddad"}'`,
  ]) {
    await write(misshapen, `'["words"]'`);
    expect(await shown()).toEqual([false, undefined]);
    expect(await faults()).not.toEqual([]);
  }
  for (const list of [`'"words"'`, "'null'", "'{}'", "'[]'", "parts - 1"]) {
    await restore();
    await superuser.query(`UPDATE audit_beside SET parts = ${list} WHERE entry_id = '${entry.id}'`);
    expect(await shown()).toEqual([false, undefined]);
    expect(await faults()).not.toEqual([]);
  }
  // Nobody is shown what the entry does not commit to.
  await restore();
  await superuser.query(
    `UPDATE audit_beside SET parts = parts || ${part("about", '{"comment":"I never said that."}')} WHERE entry_id = '${entry.id}'`,
  );
  expect(await shown()).toEqual([false, expect.stringContaining("Haddadi")]);
  await restore();
  expect(await shown()).toEqual([true, expect.stringContaining("Haddadi")]);
  expect(await faults()).toEqual([]);
});

it("is not stopped by what somebody put beside entries, and says what it leaves", async () => {
  const { otto } = org.people;
  const append = (...beside: object[]) =>
    org.web.$executeRaw`
      SELECT append_audit_entry(gen_random_uuid(), ${`person:${otto.personId}`}, 'grant.ended', NULL, NULL, NULL, NULL,
        NULL, '{"at":"', '"}', ${JSON.stringify(beside)}::jsonb)`;
  const sealed = { commitment: "ab".repeat(32), salt: "cd".repeat(32) };
  await org.owner.person.update({
    where: { id: otto.personId },
    data: { displayName: "Otto Kranz", disabledAt: new Date() },
  });
  await append({ ...sealed, clear: '{"name":"Otto Kranz"}' });
  await append({ ...sealed, part: "actor", clear: "no JSON" });
  await append({ ...sealed, part: "actor", clear: "[]" }, { ...sealed, part: "of", clear: "Otto Kranz" });
  const asked = ask({ person: otto.personId });
  const counted = await erasePerson(eraser, operatorActor, asked, false);
  expect(counted).toMatchObject({ ok: true, value: { unerasable: 1 } });
  expect(await erasePerson(eraser, operatorActor, asked, true)).toEqual(counted);
  const left = await superuser.query("SELECT part FROM audit_personal WHERE clear LIKE '%Otto Kranz%'");
  expect(left.rows).toEqual([{ part: "" }]);
});
