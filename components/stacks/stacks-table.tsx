import type { ShownStack } from "#components/stacks/shown-stack.ts";
import { type StackSort, type StacksQuery, stacksHref } from "#components/stacks/stacks-query.ts";
import { TierCell } from "#components/stacks/tier-cell.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { DiffStateMark } from "#components/ui/diff-state-mark.tsx";
import { FindingMark } from "#components/ui/finding-mark.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SortLink } from "#components/ui/sort-link.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

interface Props {
  readonly rows: readonly ShownStack[];
  readonly query: StacksQuery;
}

/** Workload tiers in the order their patterns have them, then the ways in. */
const tiersOf = (rows: readonly ShownStack[]): readonly string[] => {
  const all = rows.flatMap((row) => row.tiers);
  const workloads = all.filter((tier) => tier.role === "workload");
  return [...new Set([...workloads, ...all].map((tier) => tier.tier))];
};

/** A row a stack, a column a tier. */
export const StacksTable = ({ rows, query }: Props) => {
  const sortable = (sort: StackSort, label: string) => {
    const isNow = query.sort === sort;
    const sorted = isNow ? (query.descending ? ("descending" as const) : ("ascending" as const)) : undefined;
    const href = stacksHref(query, { sort, descending: isNow && !query.descending });
    return {
      label,
      heading: <SortLink label={label} href={href} sorted={sorted} />,
      ...(sorted === undefined ? {} : { sorted }),
    };
  };
  const columns: readonly Column<ShownStack>[] = [
    {
      key: "name",
      ...sortable("name", "Stack"),
      cell: (row) => (
        <span className="grid gap-0.5">
          <MomentLink
            href={`/stacks/${encodeURIComponent(row.name)}`}
            className="rounded-sm font-semibold underline-offset-3 hover:underline"
          >
            {row.name}
          </MomentLink>
          <span className="text-sm text-muted">{row.teamName}</span>
        </span>
      ),
    },
    {
      key: "worst",
      ...sortable("worst", "As a whole"),
      cell: (row) => (
        <span className="grid justify-items-start gap-0.5">
          <DiffStateMark state={row.state} />
          {row.accepted === 0 ? null : (
            <span className="text-sm text-muted">{row.accepted} accepted, counted apart</span>
          )}
          {row.unplaced === 0 ? null : (
            <FindingMark
              state="membership"
              count={row.unplaced}
              word={row.unplaced === 1 ? "misplaced" : "misplaced"}
            />
          )}
        </span>
      ),
    },
    ...tiersOf(rows).map(
      (tier): Column<ShownStack> => ({
        key: `tier ${tier}`,
        label: tier,
        heading: <TierMark tier={tier} />,
        cell: (row) => {
          const cell = row.tiers.find((each) => each.tier === tier);
          return cell === undefined ? null : <TierCell tier={cell} />;
        },
      }),
    ),
    {
      key: "account",
      ...sortable("account", "Account"),
      cell: (row) => (
        <span className="grid gap-0.5">
          <span className="md:whitespace-nowrap">{row.accountName}</span>
          <span className="font-mono text-sm text-muted">{row.region}</span>
        </span>
      ),
    },
    {
      key: "observed",
      ...sortable("observed", "Observed"),
      cell: (row) => (
        <span className="grid justify-items-start gap-0.5">
          {row.scope?.observedAt == null ? "never" : <RelativeTime at={row.scope.observedAt} />}
          {row.scope?.isStale === true ? (
            <StateMark tone="unknown" shape="fog">
              stale
            </StateMark>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <DataTable caption="Stacks and their tiers" columns={columns} rows={rows} rowKey={(row) => row.name} />
  );
};
