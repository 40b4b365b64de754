/** What an export of the log is worth to whoever holds checkpoints of it. */
import { hash } from "node:crypto";
import { describeTampering } from "#lib/core/audit/verify/log-finding.ts";
import { type ExportedLeaf, verifyLog } from "#lib/core/audit/verify/verify-log.ts";
import { textOf } from "#lib/formats/log/base64.ts";
import type { AuditReport } from "#lib/formats/report/audit-report.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import { ownVersion } from "../../own-files.ts";
import { findingAboutAFile } from "../finding-about-a-file.ts";
import type { ReadCheckpoints } from "./read-checkpoints.ts";

type Tampering = AuditReport["tampering"][number];

const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

const finding = ({ kind, sentence }: Tampering, at: number): FindingReport =>
  findingAboutAFile({
    id: `log-tampered/${kind}/${at + 1}`,
    rule: "log-tampered",
    sentence,
  });

const count = (entries: number): string => (entries === 1 ? "1 entry" : `${entries} entries`);

function openDoubts(entries: number, proven: number, { signed, unreadable }: ReadCheckpoints): string[] {
  const after = entries - proven;
  return [
    ...(signed.length === 0
      ? [
          "No checkpoint from outside was given: whoever could write to the database may have edited entries together with their hashes, taken out or put in any, cut off the end, or written the whole log anew.",
        ]
      : []),
    ...(signed.length > 0 && after > 0
      ? [
          `${count(after)} after the last checkpoint that fits may be anything, and others may be missing there.`,
        ]
      : []),
    ...(signed.length > 0
      ? [
          "What happened after the newest of these checkpoints may be missing altogether: ask for a newer one.",
        ]
      : []),
    ...(unreadable > 0 ? [`${unreadable} of what was given as checkpoints cannot be read as one.`] : []),
  ];
}

export function auditReport(
  leaves: readonly ExportedLeaf[],
  earlier: readonly ExportedLeaf[] | null,
  checkpoints: ReadCheckpoints,
): AuditReport {
  const before = earlier === null ? null : earlier.map((leaf) => leaf.hash);
  const { findings, proven, entries } = verifyLog(leaves, checkpoints.signed, before, sha256);
  const tampering: Tampering[] = [
    ...checkpoints.reSigned.map((sentence) => ({ kind: "re-signed" as const, sentence })),
    ...findings.map((each) => ({ kind: each.kind, sentence: describeTampering(each) })),
  ];
  const isProven = tampering.length === 0 && checkpoints.signed.length > 0;
  return {
    format: "sallyport-report@1",
    tool: { name: "sallyport", version: ownVersion() },
    verdict: tampering.length > 0 ? "findings" : isProven ? "in-line" : "cannot-tell",
    observed: null,
    findings: tampering.map(finding),
    command: "audit",
    entries,
    proven,
    checkpoints: checkpoints.signed.map(({ size, root }) => ({ size, root: textOf(root) })),
    tampering,
    notExcluded: openDoubts(entries, proven, checkpoints),
  };
}
