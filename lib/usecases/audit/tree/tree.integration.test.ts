import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateSigner, readVerifier } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote, verifyNote } from "#lib/adapters/signing/sign-note.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { treeRoot } from "#lib/core/audit/tree/growing-tree.ts";
import { provesConsistency, rootOfInclusion } from "#lib/core/audit/tree/verify-proof.ts";
import type { ExportedLeaf } from "#lib/core/audit/verify/exported-leaves.ts";
import { verifyLog } from "#lib/core/audit/verify/verify-log.ts";
import { readCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { readConsistencyProof } from "#lib/formats/log/consistency-proof.ts";
import { printExportLine, readExportLine } from "#lib/formats/log/export-line.ts";
import { readTlogProof } from "#lib/formats/log/tlog-proof.ts";
import {
  createOrganisation,
  type Organisation,
  operatorActor,
  workerActor,
} from "#lib/testing/organisation.ts";
import { introduceSigner } from "../../review/make-packs.ts";
import { appendAudit } from "../append-audit.ts";
import { auditExportInput, exportAudit } from "../export-audit.ts";
import { sha256 } from "../leaf-functions.ts";
import { proveConsistency } from "../prove-consistency.ts";
import { proveEntry } from "../prove-entry.ts";
import { finishTree, sequenceAudit } from "../sequence-audit.ts";
import { verifyAudit } from "../verify-audit.ts";
import { makeCheckpoint } from "./make-checkpoint.ts";
import { resumeSigning } from "./resume-signing.ts";
import { storedTree } from "./stored-tree.ts";

let org: Organisation;
let superuser: pg.Client;
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
  await superuser.query("SET session_replication_role = replica");
  await introduceSigner(org.worker, signer);
});
afterAll(async () => {
  await superuser.end();
  await org.close();
});

/** Many entries at once, as an owner could write them: what is tried here is the tree over them. */
async function fill(count: number): Promise<void> {
  await superuser.query(
    `WITH made AS (
       INSERT INTO audit_entry (id, at, actor, action, canonical, leaf_hash)
       SELECT gen_random_uuid(), now(), 'worker', 'grant.ended', bytes, sha256('\\x00'::bytea || bytes)
         FROM (SELECT convert_to(gen_random_uuid()::text, 'UTF8') AS bytes FROM generate_series(1, $1)) made
       RETURNING id, at, leaf_hash)
     INSERT INTO audit_waiting SELECT id, at, leaf_hash FROM made`,
    [count],
  );
}

const leaves = async () =>
  (await org.worker.auditIndex.findMany({ orderBy: { index: "asc" } })).map(({ leafHash }) => leafHash);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const checkpoint = (outside: { size: number; root: Uint8Array }[] = [], everySeconds = 0) =>
  makeCheckpoint(org.worker, { signer, outside, everySeconds });

describe("the tree over the log", () => {
  it("grows with every batch, and has at every size the root that its entries have", async () => {
    for (const [more, limit] of [
      [1, 1000],
      [254, 100],
      [1, 1],
      [300, 256],
      [600, 1000],
    ] as const) {
      await fill(more);
      while ((await sequenceAudit(org.workerDeps, limit)) > 0);
    }
    const all = await leaves();
    expect(all).toHaveLength(1156);
    expect(await org.web.auditSubtree.count({ where: { level: 8 } })).toBe(4);
    const tree = storedTree(org.web);
    for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 1000, 1024, 1156]) {
      expect([size, hex(await tree.rootAt(size))]).toEqual([size, hex(treeRoot(all.slice(0, size), sha256))]);
    }
    await expect(tree.rootAt(1157)).rejects.toThrow("missing");
    // As after an update from a Sallyport that knew no tree.
    await superuser.query("DELETE FROM audit_subtree");
    await finishTree(org.workerDeps);
    expect(hex(await storedTree(org.web).rootAt(1156))).toBe(hex(treeRoot(all, sha256)));
  });

  it("can be written by the worker alone, and never changed", async () => {
    const hash = Uint8Array.from(createHash("sha256").digest());
    const subtree = { level: 8, index: 4, hash };
    await expect(org.web.auditSubtree.create({ data: subtree })).rejects.toThrow("permission denied");
    await expect(
      org.web.auditCheckpoint.create({ data: { size: 1, keyId: signer.keyId, root: hash, note: "" } }),
    ).rejects.toThrow("permission denied");
    await expect(org.worker.auditSubtree.create({ data: { ...subtree, index: 7 } })).rejects.toThrow("next");
    await expect(org.worker.auditSubtree.deleteMany()).rejects.toThrow("permission denied");
    // The trigger speaks as a foreign key would.
    await expect(org.owner.auditSubtree.deleteMany()).rejects.toThrow("constraint");
  });
});

describe("a checkpoint", () => {
  it("says how the log is, signed, once until there is more, and no oftener than it is wanted", async () => {
    const made = await checkpoint();
    const verifier = readVerifier(key.verifier.text);
    if (made.kind !== "made" || verifier === null) throw new Error("Nothing was signed.");
    const verdict = verifyNote(made.note, verifier);
    if (verdict.verdict !== "signed") throw new Error(verdict.verdict);
    expect(readCheckpoint(verdict.text)).toMatchObject({ origin: signer.name, size: 1156 });
    expect(hex(readCheckpoint(verdict.text)?.root ?? new Uint8Array())).toBe(
      hex(treeRoot(await leaves(), sha256)),
    );
    expect(await checkpoint()).toEqual({ kind: "none-due" });
    await org.worker.$transaction((tx) => appendAudit(tx, { actor: workerActor, action: "grant.ended" }));
    await sequenceAudit(org.workerDeps);
    expect(await checkpoint([], 60)).toEqual({ kind: "none-due" });
    const both = await Promise.all([checkpoint(), checkpoint()]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["made", "none-due"]);
  });

  it("leads to every entry: what is downloaded proves it to whoever has the key", async () => {
    const page = await org.web.auditIndex.findMany({
      where: { index: { in: [0, 255, 256, 1155, 1156] } },
      orderBy: { index: "asc" },
    });
    for (const { entryId, index } of page) {
      const proven = await proveEntry({ db: org.web }, org.people.ines, { id: entryId });
      const read = proven.ok ? readTlogProof(proven.value.proof) : null;
      const head = read === null ? null : signedCheckpoint(read.checkpoint, key.verifier.text);
      if (read === null || head === null || read.extra === null) throw new Error("There is no proof.");
      expect([read.index, head.size]).toEqual([Number(index), 1157]);
      const found = rootOfInclusion(leafHash(read.extra, sha256), read.index, head.size, read.path, sha256);
      expect(hex(found ?? new Uint8Array())).toBe(hex(head.root));
    }
    const id = page[0]?.entryId ?? "";
    expect(await proveEntry({ db: org.web }, org.people.mara, { id })).toMatchObject({ ok: false });
    await org.worker.$transaction((tx) => appendAudit(tx, { actor: workerActor, action: "grant.ended" }));
    await sequenceAudit(org.workerDeps);
    const young = await org.web.auditIndex.findUniqueOrThrow({ where: { index: 1157 } });
    expect(await proveEntry({ db: org.web }, org.people.ines, { id: young.entryId })).toMatchObject({
      ok: false,
    });
  });

  it("and from every earlier one to it: what is downloaded shows that nothing was rewritten", async () => {
    const all = await leaves();
    for (const since of [0, 1, 255, 256, 700, 1156, 1157]) {
      const proven = await proveConsistency({ db: org.web }, org.people.ines, { since });
      const read = proven.ok ? readConsistencyProof(proven.value.proof) : null;
      const head = read === null ? null : signedCheckpoint(read.checkpoint, key.verifier.text);
      if (read === null || head === null) throw new Error("There is no proof.");
      const earlier = { size: since, root: treeRoot(all.slice(0, since), sha256) };
      expect([since, provesConsistency(earlier, head, read.hashes, sha256)]).toEqual([since, true]);
    }
    for (const [actor, since] of [
      [org.people.mara, 1],
      [org.people.ines, 1158],
    ] as const) {
      expect(await proveConsistency({ db: org.web }, actor, { since })).toMatchObject({ ok: false });
    }
  });

  it("and the whole log leave the database as they are, in pieces, and can be verified elsewhere", async () => {
    const taken = await exportAudit({ db: org.web }, org.people.ines, auditExportInput.parse({}));
    if (!taken.ok) throw new Error(taken.problem.sentence);
    const sizes: number[] = [];
    const leaves: ExportedLeaf[] = [];
    for await (const batch of taken.value) {
      sizes.push(batch.length);
      for (const line of batch.map(printExportLine)) {
        const read = readExportLine(Buffer.from(line.trimEnd()));
        if (read === null) throw new Error(line);
        const bytes = read.entry[0] === 0x22 ? Buffer.from(JSON.parse(line).entry) : read.entry;
        leaves.push({
          index: read.index,
          noted: Buffer.from(read.leafHash, "hex"),
          hash: leafHash(bytes, sha256),
        });
      }
    }
    expect(sizes).toEqual([500, 500, 158]);
    const notes = await org.web.auditCheckpoint.findMany();
    const heads = notes
      .map(({ note }) => signedCheckpoint(note, key.verifier.text))
      .filter((head) => head !== null);
    expect(heads).toHaveLength(2);
    expect(verifyLog(leaves, heads, null, sha256)).toEqual({ findings: [], proven: 1157, entries: 1158 });
    expect(await exportAudit({ db: org.web }, org.people.mara, auditExportInput.parse({}))).toMatchObject({
      ok: false,
    });
    // What follows the log with the operator's token goes on where it was.
    const rest = await exportAudit({ db: org.web }, operatorActor, auditExportInput.parse({ from: "1157" }));
    if (!rest.ok) throw new Error(rest.problem.sentence);
    for await (const batch of rest.value) expect(batch.map(({ index }) => index)).toEqual([1157]);
  });

  it("is what the log is held against where it lives", async () => {
    const faults = async (outside: readonly string[] = []) => {
      const result = await verifyAudit({ db: org.web }, org.people.ines, signedCheckpoint, outside);
      if (!result.ok) throw new Error(result.problem.sentence);
      return result.value;
    };
    const about = (sentences: readonly string[]) => sentences.filter((each) => !each.includes("column"));
    const untouched = await faults();
    expect([untouched.signed, about(untouched.faults)]).toEqual([1157, []]);
    // The end is cut off, and all that says so in the database: a checkpoint from outside is left.
    const outside = (await org.web.auditCheckpoint.findMany()).map(({ note }) => note);
    await superuser.query("BEGIN");
    await superuser.query("CREATE TEMP TABLE cut AS SELECT * FROM audit_checkpoint WHERE size = 1157");
    await superuser.query("CREATE TEMP TABLE cut_places AS SELECT * FROM audit_index WHERE index >= 1156");
    await superuser.query("DELETE FROM audit_checkpoint WHERE size = 1157");
    await superuser.query("DELETE FROM audit_index WHERE index >= 1156");
    await superuser.query("COMMIT");
    expect(about((await faults()).faults)).toEqual([]);
    expect(about((await faults(outside)).faults)).toEqual([
      "The end was cut off: 1157 entries were signed, and the log has 1156.",
    ]);
    expect(about((await faults(["nothing"])).faults)).toEqual([expect.stringContaining("no key")]);
    await superuser.query("INSERT INTO audit_checkpoint SELECT * FROM cut");
    await superuser.query("INSERT INTO audit_index SELECT * FROM cut_places");
    await superuser.query("UPDATE audit_subtree SET hash = sha256('') WHERE index = 2");
    expect(about((await faults()).faults)).toEqual([expect.stringContaining("The tree that is kept beside")]);
    await superuser.query("DELETE FROM audit_subtree");
    await finishTree(org.workerDeps);
    await superuser.query("UPDATE audit_checkpoint SET note = replace(note, E'\\n1157\\n', E'\\n1158\\n')");
    expect(about((await faults()).faults)).toEqual([
      "The checkpoint of 1157 entries was altered: its signature does not hold.",
    ]);
    await superuser.query("UPDATE audit_checkpoint SET note = replace(note, E'\\n1158\\n', E'\\n1157\\n')");
  });

  it("after a restore goes on only once an operator has said so, in the log, and not where nothing stops it", async () => {
    const head = { size: 1157, root: await storedTree(org.web).rootAt(1157) };
    const resume = (held: typeof head) =>
      resumeSigning(org.owner, operatorActor, {
        held,
        keptAs: "/data/checkpoints.txt.until-now",
        because: "Disk lost.",
      });
    expect(await resume(head)).toMatchObject({
      ok: false,
      problem: { sentence: expect.stringContaining("nothing stops the signing") },
    });
    const size = await org.owner.auditIndex.count();
    const held = { size: size + 40, root: head.root };
    expect(await checkpoint([held])).toMatchObject({ kind: "contradicted" });
    expect(await resume(held)).toMatchObject({ ok: true, value: { size } });
    const entry = await org.owner.auditEntry.findFirstOrThrow({ where: { action: "log.resumed" } });
    expect(JSON.parse(Buffer.from(entry.canonical).toString()).details).toEqual({
      ...{ size, held: size + 40, heldRoot: hex(head.root) },
    });
    expect(await org.owner.notice.count({ where: { kind: "log-resumed" } })).toBe(3);
    await sequenceAudit(org.workerDeps);
    // The file was moved away: what is held outside says nothing any more.
    expect(await checkpoint([])).toMatchObject({ kind: "made", size: size + 1 });
  });

  it("is not signed over a log that contradicts what was signed before, here or outside", async () => {
    const root = await storedTree(org.web).rootAt(1157);
    await expect(checkpoint([{ size: 1157, root }], 60)).resolves.toEqual({ kind: "none-due" });
    await expect(checkpoint([{ size: 1259, root }])).resolves.toMatchObject({
      kind: "contradicted",
      sentence: expect.stringContaining("was cut off"),
    });
    await expect(checkpoint([{ size: 1000, root }])).resolves.toMatchObject({
      sentence: "The first 1000 entries of the log are not those that were signed.",
    });
    await superuser.query("UPDATE audit_index SET leaf_hash = sha256('') WHERE index = 1100");
    await expect(checkpoint()).resolves.toMatchObject({ kind: "contradicted" });
    await superuser.query("DELETE FROM audit_subtree");
    await expect(checkpoint()).resolves.toMatchObject({ kind: "contradicted" });
  });
});
