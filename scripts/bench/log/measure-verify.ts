/** `sallyport audit verify` on an export as the product writes it, held against plain SHA-256 over the same bytes. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { auditReport } from "#lib/cli/sallyport/commands/audit/audit-answer.ts";
import { readCheckpoints } from "#lib/cli/sallyport/commands/audit/read-checkpoints.ts";
import { readLargeExport } from "#lib/cli/sallyport/commands/audit/read-export.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { growingTree } from "#lib/core/audit/tree/growing-tree.ts";
import { printCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { sha256, utf8 } from "#lib/usecases/audit/leaf-functions.ts";
import { sealEntry } from "#lib/usecases/audit/seal-entry.ts";
import { collect, fastest } from "../timing.ts";
import { usualEntry } from "./usual-entries.ts";

const PERSON = "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d40";

export interface VerifyMeasure {
  /** Milliseconds until it was done, the shortest of all runs. */
  readonly plain: number;
  readonly verify: number;
  /** Milliseconds on all processors together, the least of all runs. */
  readonly processors: number;
  readonly entries: number;
  readonly bytes: number;
}

/** A log as the page Audit gives it, and the head of all of it. */
async function writeLog(file: string, entries: number) {
  const output = createWriteStream(file);
  const tree = growingTree(sha256);
  for (let index = 0; index < entries; index += 1) {
    const { text, parts } = sealEntry(usualEntry(index, PERSON));
    const entry = utf8(text.join(new Date(Date.UTC(2026, 10, 1) + index * 1_000).toISOString()));
    const hash = leafHash(entry, sha256);
    tree.add(hash);
    const said = parts.map(({ part, salt, clear }) => ({ part, salt: Buffer.from(salt, "hex"), clear }));
    output.write(printExportLine({ index, leafHash: hash, entry, said }));
  }
  await finished(output.end());
  return { size: tree.size(), root: tree.root() };
}

/** Milliseconds until it is done, and on the processors, of which it may use several. */
async function timedOnce(work: () => Promise<unknown>) {
  collect();
  const [start, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { waited: performance.now() - start, processors: (user + system) / 1_000 };
}

export async function measureVerify(folder: string, entries: number, runs: number): Promise<VerifyMeasure> {
  const [file, notes] = [path.join(folder, "log.jsonl"), path.join(folder, "notes.txt")];
  const key = generateSigner("bench.example/sallyport");
  const head = await writeLog(file, entries);
  writeFileSync(notes, signNote(printCheckpoint({ origin: key.verifier.name, ...head }), key));
  const plain = async () => {
    const hash = createHash("sha256");
    for await (const part of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(part);
    return hash.digest();
  };
  const verify = async () => {
    const checkpoints = readCheckpoints([notes], key.verifier);
    const read = await readLargeExport(file);
    if (!checkpoints.ok || !read.ok) throw new Error("The export cannot be read.");
    const { verdict } = auditReport(read.value, null, checkpoints.value);
    if (verdict !== "in-line") throw new Error(`The export is ${verdict}.`);
  };
  const plains: Awaited<ReturnType<typeof timedOnce>>[] = [];
  const verifies: typeof plains = [];
  for (let run = 0; run < runs; run += 1) {
    plains.push(await timedOnce(plain));
    verifies.push(await timedOnce(verify));
  }
  return {
    plain: fastest(plains.map(({ waited }) => waited)),
    verify: fastest(verifies.map(({ waited }) => waited)),
    processors: fastest(verifies.map(({ processors }) => processors)),
    entries: head.size,
    bytes: statSync(file).size,
  };
}
