import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filePlace } from "#lib/adapters/checkpoints/file-place.ts";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { environmentFor } from "#lib/adapters/system/process-environment.ts";
import { createOrganisation, type Organisation, operatorActor } from "#lib/testing/organisation.ts";
import { appendAudit } from "#lib/usecases/audit/append-audit.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { makeCheckpoint } from "#lib/usecases/audit/tree/make-checkpoint.ts";
import { introduceSigner } from "#lib/usecases/review/make-packs.ts";

let org: Organisation;
let folder: string;
let configured: string;

beforeAll(async () => {
  org = await createOrganisation();
  folder = mkdtempSync(path.join(tmpdir(), "checkpoint-file-"));
  configured = path.join(folder, "elsewhere", "signed.txt");
  const key = generateSigner("sallyport.example/sallyport");
  const signer = {
    keyId: key.verifier.id,
    name: key.verifier.name,
    verifier: key.verifier.text,
    signNote: (text: string) => signNote(text, key),
  };
  await introduceSigner(org.worker, signer);
  await org.owner.$transaction((tx) => appendAudit(tx, { actor: operatorActor, action: "stack.saved" }));
  await sequenceAudit(org.workerDeps);
  const made = await makeCheckpoint(org.worker, { signer, outside: [], everySeconds: 0 });
  if (made.kind !== "made") throw new Error(made.kind);
  await filePlace(configured).keep(made.note, made.size);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await org.close();
});

/** As an operator runs it who has these lines in `.env`. */
const run = (program: string, words: readonly string[], lines: Readonly<Record<string, string>>) =>
  new Promise<string>((resolve) => {
    const { PATH, HOME } = process.env;
    const given = { ...lines, DATABASE_URL: org.database.ownerUrl, SALLYPORT_DATA: folder };
    const env = { NODE_ENV: "test" as const, ...environmentFor("operator", { PATH, HOME, ...given }, {}) };
    execFile(process.execPath, [path.resolve("lib/cli", program), ...words], { env }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });

it("audit:verify holds the log against the file that the worker is told to keep", async () => {
  const lines = { SALLYPORT_CHECKPOINT_FILE: configured };
  expect(await run("audit-verify.ts", [], lines)).toContain(`Held against ${configured}:`);
  expect(await run("audit-verify.ts", [], { SALLYPORT_CHECKPOINT_FILE: "" })).toContain("cannot be told");
});

it("audit:resume looks at the same file, and an empty value is none", async () => {
  const because = ["--because", "Restored"];
  const before = readFileSync(configured, "utf8");
  expect(await run("audit-resume.ts", because, { SALLYPORT_CHECKPOINT_FILE: configured })).toContain(
    "The checkpoint kept outside fits the log",
  );
  expect(readFileSync(configured, "utf8")).toBe(before);
  expect(await run("audit-resume.ts", because, { SALLYPORT_CHECKPOINT_FILE: "" })).toContain(
    `There is no ${path.join(folder, "checkpoints.txt")}`,
  );
});
