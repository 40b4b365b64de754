/** What an export of the log is worth to whoever holds checkpoints of it. */
import { pairHasher } from "#lib/adapters/hashing/pair-hasher.ts";
import { type ExportedLeaves, listHashes } from "#lib/core/audit/verify/exported-leaves.ts";
import { describeTampering } from "#lib/core/audit/verify/log-finding.ts";
import { verifyExport } from "#lib/core/audit/verify/verify-export.ts";
import { textOf } from "#lib/formats/log/base64.ts";
import type { AuditReport } from "#lib/formats/report/audit-report.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import { sha256 } from "#lib/usecases/audit/leaf-functions.ts";
import { ownVersion } from "../../own-files.ts";
import { findingAboutAFile } from "../finding-about-a-file.ts";
import type { ExportPart } from "./export-part.ts";
import type { ReadCheckpoints } from "./read-checkpoints.ts";

type Tampering = AuditReport["tampering"][number];

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

const notSaid = (withheld: number): string[] =>
  withheld === 0
    ? []
    : [
        `${withheld} ${withheld === 1 ? "part" : "parts"} of entries that tell of people ${withheld === 1 ? "is" : "are"} not in this export: erased, or left out. That something was said there is proven, and what is not.`,
      ];

/** What is said beside an entry and is not what was signed: as good as an edit of it. */
const forgeries = ({ forged }: ExportPart): Tampering[] =>
  forged.map(({ index, parts }) => ({
    kind: "edited",
    sentence: `What stands beside entry ${index} in the clear (${parts.join(", ")}) is not what it commits to. The entry itself is not concerned.`,
  }));

export function auditReport(
  { leaves, ...beside }: ExportPart,
  earlier: ExportedLeaves | null,
  checkpoints: ReadCheckpoints,
): AuditReport {
  const before = earlier === null ? null : listHashes(earlier);
  const { findings, proven, entries } = verifyExport(
    leaves,
    checkpoints.signed,
    before,
    sha256,
    pairHasher(),
  );
  const tampering: Tampering[] = [
    ...checkpoints.reSigned.map((sentence) => ({ kind: "re-signed" as const, sentence })),
    ...findings.map((each) => ({ kind: each.kind, sentence: describeTampering(each) })),
    ...forgeries({ leaves, ...beside }),
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
    notExcluded: [...openDoubts(entries, proven, checkpoints), ...notSaid(beside.withheld)],
  };
}
