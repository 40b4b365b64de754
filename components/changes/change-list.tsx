import { ChangeStateMark } from "#components/changes/change-state-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

export interface ListedChange {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** Null: of a moment of the past, of which it is not known. */
  readonly state: ChangeState | null;
  readonly stackName: string;
  readonly stackInUse: boolean;
  readonly requesterName: string | null;
  readonly createdAt: string;
  readonly answerBy: string;
  readonly waitsForMe: boolean;
  readonly startsLater: boolean;
  readonly missing: readonly string[];
  readonly unreadable: boolean;
}

/** The queue: what is asked, by whom, and who must still answer. */
export const ChangeList = ({ rows }: { readonly rows: readonly ListedChange[] }) => (
  <DataTable
    caption="Change requests"
    rows={rows}
    rowKey={(row) => row.id}
    columns={[
      {
        key: "title",
        label: "Change",
        cell: (row) => (
          <MomentLink href={`/changes/${row.number}`} className="rounded-sm font-[560] hover:underline">
            <span className="mr-1.5 font-normal text-muted tabular-nums">{row.number}</span>
            <ForeignText text={row.title} limit={120} />
          </MomentLink>
        ),
      },
      {
        key: "state",
        label: "State",
        className: "md:w-56",
        cell: (row) => (
          <div className="grid gap-0.5">
            <ChangeStateMark state={row.state} mine={row.waitsForMe} startsLater={row.startsLater} />
            {row.unreadable ? (
              <span className="text-sm text-extra">Damaged: nobody can answer it. Ask for it again.</span>
            ) : null}
            {row.missing.length === 0 ? null : (
              <span className="text-sm text-muted">{row.missing.join("; ")}</span>
            )}
          </div>
        ),
      },
      {
        key: "stack",
        label: "Stack",
        cell: (row) =>
          row.stackInUse ? (
            <MomentLink
              href={`/stacks/${encodeURIComponent(row.stackName)}`}
              className="rounded-sm hover:underline"
            >
              <ForeignText text={row.stackName} limit={40} />
            </MomentLink>
          ) : (
            <ForeignText text={row.stackName} limit={40} />
          ),
      },
      {
        key: "asked",
        label: "Asked",
        cell: (row) => (
          <span>
            {row.requesterName === null ? "Sallyport" : <ForeignText text={row.requesterName} limit={40} />},{" "}
            <RelativeTime at={row.createdAt} />
          </span>
        ),
      },
    ]}
  />
);
