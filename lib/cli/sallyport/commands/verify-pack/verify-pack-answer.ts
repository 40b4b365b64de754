/** What a pack is worth to whoever holds the key. */
import { createHash } from "node:crypto";
import type { Verifier } from "#lib/adapters/signing/ed25519-key.ts";
import { verifyNote } from "#lib/adapters/signing/sign-note.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import type { PackFiles } from "#lib/formats/evidence/pack-files.ts";
import { type PackNote, readPackNote } from "#lib/formats/evidence/pack-note.ts";
import { type PackFault, verifyEvidence } from "#lib/formats/evidence/verify-evidence.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import type { VerifyPackReport } from "#lib/formats/report/verify-pack-report.ts";
import { ownVersion } from "../../own-files.ts";
import { findingAboutAFile } from "../finding-about-a-file.ts";

const HASHING = {
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest()),
  utf8: (text: string) => new TextEncoder().encode(text),
  text: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
};

interface Judged {
  readonly signed: boolean;
  readonly note: PackNote | null;
  readonly faults: readonly PackFault[];
}

const untrusted = (note: PackNote | null, sentence: string): Judged => ({
  signed: false,
  note,
  faults: [{ part: "signature", sentence }],
});

function judge(files: PackFiles, verifier: Verifier): Judged {
  if (files.note === null) {
    return untrusted(
      null,
      "The note with the signature is missing, so nobody can tell whether this is what was signed.",
    );
  }
  const verdict = verifyNote(files.note, verifier);
  if (verdict.verdict === "no-note")
    return untrusted(null, "The note was altered: it is no signed note any more.");
  const note = readPackNote(verdict.text);
  if (verdict.verdict === "other-key") {
    return untrusted(note, `It is not signed with the key you gave, but with ${verdict.names.join(", ")}.`);
  }
  if (verdict.verdict === "forged") {
    return untrusted(
      note,
      "The signature does not hold: the note with the hashes was altered after it was signed.",
    );
  }
  if (note === null) return untrusted(null, "What is signed is not the evidence of an access review.");
  return {
    signed: true,
    note,
    faults: verifyEvidence(files, note, {
      ...HASHING,
      signedCheckpoint: (checkpoint) => signedCheckpoint(checkpoint, verifier.text),
    }),
  };
}

const finding = ({ part, sentence }: PackFault): FindingReport =>
  findingAboutAFile({
    id: `evidence-altered/${part.replaceAll(" ", "-")}`,
    rule: "evidence-altered",
    sentence,
  });

export function verifyPackReport(files: PackFiles, verifier: Verifier): VerifyPackReport {
  const { signed, note, faults } = judge(files, verifier);
  return {
    format: "sallyport-report@1",
    tool: { name: "sallyport", version: ownVersion() },
    verdict: faults.length === 0 ? "in-line" : "findings",
    observed: null,
    findings: faults.map(finding),
    command: "verify-pack",
    signed,
    pack:
      note === null
        ? null
        : {
            review: note.review,
            edition: note.edition,
            madeAt: note.madeAt,
            files: [...note.files.keys()],
            parts: note.parts.size,
          },
    faults: faults.map(({ part, sentence }) => ({ part, sentence })),
  };
}
