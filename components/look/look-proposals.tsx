"use client";

import type { ReactNode } from "react";
import { type LookView, lookHref } from "#components/look/look-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

export interface LookProposal {
  readonly name: string;
  readonly vpcId: string;
  readonly confidence: number;
  readonly tiers: readonly { readonly name: string; readonly groups: number }[];
  readonly calledOut: number;
}

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

interface LeftOut {
  readonly groupId: string;
  readonly name: string;
  readonly reason: string;
}

interface Props {
  readonly view: LookView;
  readonly told: PageOf<LookProposal> & {
    readonly leftOut: PageOf<LeftOut>;
    readonly noTiers: string | null;
  };
  readonly confidence: (value: number) => ReactNode;
  readonly onDownload: () => void;
}

const Proposals = ({ view, told, confidence }: Omit<Props, "onDownload">) => (
  <DataTable
    caption="Proposed stacks"
    rows={told.items}
    rowKey={(row) => row.name}
    columns={[
      {
        key: "name",
        label: "Stack",
        cell: (row) => (
          <a
            href={lookHref(view, { stack: row.name, page: view.page })}
            className="inline-flex min-h-6 items-center rounded-sm font-semibold underline-offset-3 hover:underline"
          >
            {row.name}
          </a>
        ),
      },
      { key: "confidence", label: "One application, whole", cell: (row) => confidence(row.confidence) },
      {
        key: "tiers",
        label: "Tiers",
        cell: (row) => (
          <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
            {row.tiers.map((tier) => (
              <li key={tier.name} className="inline-flex items-baseline gap-1">
                <TierMark tier={tier.name} />
                {tier.groups === 1 ? null : <span className="text-sm text-muted">{tier.groups} groups</span>}
              </li>
            ))}
          </ul>
        ),
      },
      {
        key: "calledOut",
        label: "Not explained",
        cell: (row) =>
          row.calledOut === 0 ? (
            <span className="text-muted">nothing</span>
          ) : (
            <span className="tabular-nums">
              {row.calledOut} {row.calledOut === 1 ? "rule" : "rules"}
            </span>
          ),
      },
      { key: "vpc", label: "VPC", cell: (row) => <MonoId id={row.vpcId} what="VPC id" short /> },
    ]}
  />
);

const LeftOutList = ({ view, leftOut }: { readonly view: LookView; readonly leftOut: PageOf<LeftOut> }) => (
  <DataTable
    caption="Groups left out"
    rows={leftOut.items}
    rowKey={(row) => row.groupId}
    columns={[
      {
        key: "name",
        label: "Group",
        cell: (row) => (
          <a
            href={lookHref(view, { tab: "groups", group: row.groupId })}
            className="inline-flex min-h-6 items-center rounded-sm font-semibold hover:underline"
          >
            <ForeignText text={row.name} limit={60} />
          </a>
        ),
      },
      {
        key: "reason",
        label: "Why it plays no tier",
        cell: (row) => <ForeignText text={row.reason} limit={240} />,
      },
    ]}
  />
);

/** What could become stacks, surest first, and what could not. */
export const LookProposals = ({ view, told, confidence, onDownload }: Props) => (
  <>
    <Card
      flush
      title="Proposed stacks"
      note={told.total === 0 ? undefined : `${told.total}, surest first`}
      actions={told.total === 0 ? undefined : <Button onClick={onDownload}>Download all as YAML</Button>}
    >
      {told.total === 0 ? (
        <EmptyState shape="ring" title="Nothing here looks like a stack">
          {told.noTiers}
        </EmptyState>
      ) : (
        <div className="relative overflow-x-auto">
          <Proposals view={view} told={told} confidence={confidence} />
        </div>
      )}
      <Pagination
        of="proposals"
        page={told.page}
        pages={told.pages}
        total={told.total}
        href={(page) => lookHref(view, { page })}
      />
    </Card>
    {told.leftOut.total === 0 ? null : (
      <Card
        flush
        title="Left out"
        note={`${told.leftOut.total} ${told.leftOut.total === 1 ? "group that plays" : "groups that play"} no tier`}
      >
        <div className="relative overflow-x-auto">
          <LeftOutList view={view} leftOut={told.leftOut} />
        </div>
        {told.leftOut.pages > 1 ? (
          <p className="border-t border-line px-4.5 py-2.5 text-sm text-muted max-md:px-4">
            The first {told.leftOut.items.length}; the others are among the groups, under{" "}
            <a
              href={lookHref(view, { tab: "groups", kind: "unplaced" })}
              className="rounded-sm underline underline-offset-3"
            >
              in no proposed stack
            </a>
            .
          </p>
        ) : null}
      </Card>
    )}
  </>
);
