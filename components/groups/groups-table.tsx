import type { ShownGroup } from "#components/groups/shown-group.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { DiffStateMark } from "#components/ui/diff-state-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

/** Every group in reach, ours or not. */
export const GroupsTable = ({ rows }: { readonly rows: readonly ShownGroup[] }) => (
  <DataTable
    caption="Security groups"
    rows={rows}
    rowKey={(row) => `${row.accountId} ${row.region} ${row.groupId}`}
    columns={[
      {
        key: "name",
        label: "Group",
        cell: (row) => (
          <span className="grid justify-items-start">
            <MomentLink href={`/groups/${row.groupId}`} className="rounded-sm font-semibold hover:underline">
              <ForeignText text={row.name} limit={60} />
            </MomentLink>
            <span className="text-sm text-muted">
              <MonoId id={row.groupId} what="group id" />
            </span>
          </span>
        ),
      },
      {
        key: "plays",
        label: "Plays",
        cell: (row) =>
          row.plays === null ? (
            <span className="text-muted">no tier</span>
          ) : (
            <span className="grid justify-items-start gap-0.5">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <TierMark tier={row.plays.tier} />
                <span className="text-muted">of</span>
                <MomentLink
                  href={`/stacks/${encodeURIComponent(row.plays.stack)}`}
                  className="rounded-sm hover:underline"
                >
                  {row.plays.stack}
                </MomentLink>
              </span>
              {row.plays.state === "in-line" ? null : <DiffStateMark state={row.plays.state} />}
            </span>
          ),
      },
      {
        key: "rules",
        label: "Rules",
        cell: (row) => (
          <span className="grid justify-items-start gap-0.5">
            {row.rules === null ? (
              <StateMark tone="unknown" shape="fog">
                could not be read
              </StateMark>
            ) : (
              <span className="tabular-nums">
                {row.rules.ingress} in, {row.rules.egress} out
              </span>
            )}
            {row.openToWorld.length === 0 ? null : (
              <span className="text-sm">
                open to the Internet:{" "}
                <span className="font-mono">{row.openToWorld.slice(0, 3).join(", ")}</span>
                {row.openToWorld.length > 3 ? ` and ${row.openToWorld.length - 3} more` : ""}
              </span>
            )}
          </span>
        ),
      },
      {
        key: "carried",
        label: "Carried by",
        cell: (row) =>
          row.carriedBy === 0 ? (
            <span className="text-muted">nothing</span>
          ) : (
            <span className="md:whitespace-nowrap">
              {row.carriedBy} {row.carriedBy === 1 ? "interface" : "interfaces"}
            </span>
          ),
      },
      {
        key: "managed",
        label: "Run by",
        cell: (row) => (row.managedBy === null ? null : <span>{row.managedBy}</span>),
      },
      {
        key: "where",
        label: "Where",
        cell: (row) => (
          <span className="grid justify-items-start">
            <span className="md:whitespace-nowrap">{row.accountName}</span>
            <span className="font-mono text-sm text-muted md:whitespace-nowrap">{row.region}</span>
          </span>
        ),
      },
    ]}
  />
);
