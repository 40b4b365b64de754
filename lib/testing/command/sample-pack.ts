/** The evidence of a small review, signed: two rows, a change and the log entries behind them. */
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { treeRoot } from "#lib/core/audit/tree/growing-tree.ts";
import { inclusionRanges } from "#lib/core/audit/tree/proof-ranges.ts";
import type { LeafRange } from "#lib/core/audit/tree/ranges.ts";
import { type EvidencePack, PACK_FORMAT } from "#lib/formats/evidence/evidence-pack.ts";
import { packFileNames } from "#lib/formats/evidence/pack-files.ts";
import { printPackNote } from "#lib/formats/evidence/pack-note.ts";
import { hex, partHashes } from "#lib/formats/evidence/pack-parts.ts";
import { zipPack } from "#lib/formats/evidence/zip-pack.ts";
import { textOf } from "#lib/formats/log/base64.ts";
import { printCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { sha256, utf8 } from "#lib/usecases/audit/leaf-functions.ts";

const AT = "2026-11-22T20:00:00.000Z";

const LOG = Array.from({ length: 14 }, (_, place) =>
  JSON.stringify({ action: "review.decided", actor: "person:1", at: AT, details: { place } }),
);
const LEAVES = LOG.map((text) => leafHash(utf8(text), sha256));
const rootOf = ({ start, end }: LeafRange) => treeRoot(LEAVES.slice(start, end), sha256);

const entry = (place: number): EvidencePack["log"][number] => ({
  place,
  entry: LOG[place] ?? "",
  leafHash: hex(LEAVES[place] ?? new Uint8Array()),
  proof: inclusionRanges(place, LOG.length).map((range) => textOf(rootOf(range))),
});

const row = (number: number, decision: "keep" | "revoke"): EvidencePack["rows"][number] => ({
  row: number,
  kind: "grant",
  evidence: {
    title: `SSH to shop from 203.0.113.${number}/32`,
    stack: "shop",
    account: "tidewater-prod",
    region: "eu-central-1",
    owner: { name: "Mara Haddad", email: "mara@tidewater.example" },
    source: "laptop",
    peer: `203.0.113.${number}/32`,
    service: "tcp/22",
    groupId: "sg-0123456789abcdef0",
    why: "Deploy",
    began: AT,
    ends: null,
    reviewBy: null,
    asked: { by: "Mara Haddad", at: AT, change: 1 },
    approved: [{ by: "Casey Lindqvist", role: "cloud_admin", at: AT }],
    lastReview: null,
    lastChange: null,
    entries: [],
    reach: { verdict: "yes", sentence: "At 2 interfaces.", interfaces: 2, instances: 2, seenAt: AT },
  },
  decision: {
    kind: decision,
    until: decision === "keep" ? "2027-05-22T23:59:59.000Z" : null,
    by: "Ines Duarte",
    at: AT,
    note: "",
  },
  question: null,
  done: decision === "keep" ? "Kept." : "Taken away by change 2.",
  change: decision === "keep" ? null : 2,
  log: [number, 10 + number],
});

export function samplePack() {
  const signer = generateSigner("sallyport.example/sallyport");
  const pack: EvidencePack = {
    format: PACK_FORMAT,
    edition: 1,
    madeAt: AT,
    key: signer.verifier.text,
    checkpoint: signNote(
      printCheckpoint({
        origin: signer.verifier.name,
        size: LOG.length,
        root: rootOf({ start: 0, end: LOG.length }),
      }),
      signer,
    ),
    review: {
      number: 3,
      name: "Half-yearly",
      reviewer: "Ines Duarte",
      begunBy: "Ines Duarte",
      begunAt: AT,
      dueAt: AT,
      closedBy: "Ines Duarte",
      closedAt: AT,
      note: "",
      scope: { kinds: ["grant"], stacks: null, people: null },
    },
    population: { takenAt: AT, counts: [{ kind: "grant", inScope: 2, all: 2 }], looks: [] },
    summary: {
      rows: 2,
      kept: 1,
      revoked: 1,
      leftOpen: [],
      deciders: [{ name: "Ines Duarte", decisions: 2 }],
      takenAway: 1,
      pending: 0,
    },
    rows: [row(1, "keep"), row(2, "revoke")],
    changes: [
      {
        number: 2,
        title: "Take away",
        state: "applied",
        askedBy: "Ines Duarte",
        askedAt: AT,
        answers: [{ by: "Ruben Ferreira", role: "cloud_admin", decision: "approve", at: AT }],
        finishedAt: AT,
        steps: 1,
        done: 1,
      },
    ],
    log: [1, 2, 11, 12].map(entry),
  };
  const names = packFileNames(pack.review.number);
  const json = utf8(`${JSON.stringify(pack, null, 2)}\n`);
  const pdf = utf8("%PDF-1.7 a small document");
  const note = signNote(
    printPackNote({
      review: pack.review.number,
      edition: pack.edition,
      madeAt: pack.madeAt,
      files: new Map([
        [names.json, hex(sha256(json))],
        [names.pdf, hex(sha256(pdf))],
      ]),
      parts: partHashes(pack, { sha256, utf8 }),
    }),
    signer,
  );
  const files = { json, pdf, note };
  const sign = (text: string) => signNote(text, signer);
  return {
    pack,
    key: signer.verifier.text,
    origin: signer.verifier.name,
    sign,
    files,
    zip: zipPack({ number: pack.review.number, ...files }),
  };
}
