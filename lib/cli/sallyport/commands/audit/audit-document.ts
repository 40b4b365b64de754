import type { AuditReport } from "#lib/formats/report/audit-report.ts";
import { bad, type Document, dim, good, paragraph, strong, warn } from "../../print/document.ts";

const SHOWN = 40;

/** The answer in plain words: what is proven, what was done to the log, and what nothing here can rule out. */
export const auditDocument = ({
  entries,
  proven,
  checkpoints,
  tampering,
  notExcluded,
}: AuditReport): Document => [
  paragraph(
    strong(`${entries} ${entries === 1 ? "entry" : "entries"}`),
    `, ${checkpoints.length} ${checkpoints.length === 1 ? "checkpoint" : "checkpoints"} signed with the key you gave.`,
  ),
  tampering.length > 0
    ? paragraph(bad("Tampered with."), " This is not the log that was signed:")
    : checkpoints.length > 0
      ? paragraph(
          good("Verified."),
          ` The first ${proven} entries are what was signed: none was edited, taken out, put in or moved.`,
        )
      : paragraph(
          warn("Not proven."),
          " The export agrees with itself, and nothing else holds it to be true.",
        ),
  ...(tampering.length === 0
    ? []
    : [
        {
          kind: "points" as const,
          points: tampering
            .slice(0, SHOWN)
            .map(({ kind, sentence }) => ({ mark: bad(kind), line: [sentence], details: [] })),
        },
      ]),
  ...(tampering.length > SHOWN ? [paragraph(`And ${tampering.length - SHOWN} more.`)] : []),
  ...notExcluded.map((sentence) => paragraph(dim(`Not excluded: ${sentence}`))),
];
