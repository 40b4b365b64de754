import type { ReactNode } from "react";
import type { ShownException } from "#components/exceptions/shown-exception.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly rows: readonly ShownException[];
  /** The way to end one, for this person; null for none. */
  readonly end: (row: ShownException) => ReactNode;
}

/** What is accepted, by whom, until when, and why. */
export const ExceptionsTable = ({ rows, end }: Props) => (
  <DataTable
    caption="Exceptions to findings"
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        key: "what",
        label: "Finding",
        className: "md:min-w-80",
        cell: ({ number, sentence, reason, findingId }) => (
          <div className="grid gap-1 font-normal">
            <span className="wrap-anywhere">
              <span className="mr-1.5 text-muted tabular-nums">{number}</span>
              <ForeignText text={sentence} limit={500} />
            </span>
            <span className="text-sm wrap-anywhere">
              <span className="text-muted">Because </span>“<ForeignText text={reason} limit={500} />”
            </span>
            <ForeignText
              text={findingId}
              limit={160}
              className="font-mono text-xs text-muted wrap-anywhere"
            />
          </div>
        ),
      },
      { key: "where", label: "Where", cell: ({ placeName }) => <ForeignText text={placeName} limit={80} /> },
      { key: "owner", label: "Owner", cell: ({ ownerName }) => <ForeignText text={ownerName} limit={48} /> },
      {
        key: "until",
        label: "Until",
        cell: ({ endsAt, endedAt, over }) => (
          <span className="grid gap-0.5">
            <span>
              {endsAt.slice(0, 10)} (<RelativeTime at={endsAt} />)
            </span>
            {over === null ? null : (
              <span className="text-sm text-muted">
                <ForeignText text={over} limit={80} />
                {endedAt === null ? null : (
                  <>
                    , <RelativeTime at={endedAt} />
                  </>
                )}
              </span>
            )}
          </span>
        ),
      },
      {
        key: "change",
        label: "Approved in",
        cell: ({ changeNumber }) => (
          <TextLink href={`/changes/${changeNumber}`}>Change {changeNumber}</TextLink>
        ),
      },
      { key: "do", label: "", align: "end", cell: end },
    ]}
  />
);
