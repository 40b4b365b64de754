import { entrySubjects } from "#components/audit/entry-subjects.tsx";
import type { ShownEntry } from "#components/audit/shown-entry.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly entries: readonly ShownEntry[];
  readonly words: Readonly<Record<string, string>>;
  /** How many entries, from the first on, are signed: those have a proof. */
  readonly signed: number;
}

/** The log, newest first: who did what, to what, when, and its place. */
export const AuditTable = ({ entries, words, signed }: Props) => (
  <DataTable
    caption="Audit log"
    rows={entries}
    rowKey={(entry) => entry.id}
    columns={[
      {
        key: "what",
        label: "What happened",
        className: "min-[720px]:w-[42%]",
        cell: (entry) => (
          <TextLink href={`/audit/${entry.id}`}>
            <ForeignText text={entry.actorName} limit={48} className="font-[560]" />{" "}
            {words[entry.action] ?? entry.action}
          </TextLink>
        ),
      },
      {
        key: "about",
        label: "About",
        cell: ({ subjects, details }) => entrySubjects({ subjects, details }),
        phone: "line",
      },
      {
        key: "when",
        label: "When",
        cell: (entry) => <RelativeTime at={entry.at} />,
        phone: "piece",
      },
      {
        key: "place",
        label: "Place",
        align: "end",
        phone: "named-piece",
        cell: (entry) =>
          entry.index === null ? (
            <span className="text-muted">soon</span>
          ) : (
            <span className="font-mono tabular-nums">{entry.index}</span>
          ),
      },
      {
        key: "proof",
        label: "Proof",
        align: "end",
        phone: "named-piece",
        cell: (entry) =>
          entry.index === null || entry.index >= signed ? (
            <span className="text-muted">soon</span>
          ) : (
            <a
              className="rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-current"
              href={`/audit/${entry.id}/proof`}
              download
              aria-label={`Download the proof of entry ${entry.index}`}
            >
              Download
            </a>
          ),
      },
    ]}
  />
);
