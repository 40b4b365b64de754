"use client";

import { HashForm } from "#components/look/hash-form.tsx";
import { LOOK_GROUP_KINDS, type LookGroupKind, type LookView, lookHref } from "#components/look/look-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

export interface LookGroup {
  readonly groupId: string;
  /** Foreign text. */
  readonly name: string;
  readonly vpcId: string | null;
  readonly rules: { readonly ingress: number; readonly egress: number } | null;
  readonly carriedBy: number;
  readonly openToWorld: readonly string[];
  readonly managedBy: string | null;
  readonly plays: { readonly stack: string; readonly tier: string } | null;
  readonly findings: number;
}

interface Props {
  readonly view: LookView;
  readonly told: {
    readonly items: readonly LookGroup[];
    readonly page: number;
    readonly pages: number;
    readonly total: number;
  };
}

const KIND_WORDS: Readonly<Record<LookGroupKind, string>> = {
  all: "Every group",
  exposed: "Open to the Internet",
  placed: "In a proposed stack",
  unplaced: "In no proposed stack",
  unused: "Carried by nothing",
  managed: "Run by a controller",
};

const Filter = ({ view }: { readonly view: LookView }) => (
  <HashForm
    view={view}
    label="Groups"
    className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-3 max-md:px-4"
    change={(field) => ({
      text: field("q"),
      kind: LOOK_GROUP_KINDS.find((kind) => kind === field("kind")) ?? "all",
      group: "",
    })}
  >
    <label className="sr-only" htmlFor="look-q">
      Search groups
    </label>
    <input
      key={view.text}
      id="look-q"
      name="q"
      type="search"
      defaultValue={view.text}
      placeholder="Name, id, VPC, stack…"
      className={controlClass("md:max-w-64")}
    />
    <label className="sr-only" htmlFor="look-kind">
      Which groups
    </label>
    <select
      key={view.kind}
      id="look-kind"
      name="kind"
      defaultValue={view.kind}
      className={controlClass("md:w-auto")}
    >
      {LOOK_GROUP_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {KIND_WORDS[kind]}
        </option>
      ))}
    </select>
    <Button type="submit">Show</Button>
  </HashForm>
);

export const LookGroups = ({ view, told }: Props) => (
  <Card flush>
    <Filter view={view} />
    {told.total === 0 ? (
      <EmptyState shape="ring" title="No group fits this filter" />
    ) : (
      <div className="relative overflow-x-auto">
        <DataTable
          caption="Security groups"
          rows={told.items}
          rowKey={(row) => row.groupId}
          columns={[
            {
              key: "name",
              label: "Group",
              cell: (row) => (
                <span className="grid justify-items-start">
                  <a
                    href={lookHref(view, { tab: "groups", group: row.groupId, page: view.page })}
                    className="inline-flex min-h-6 items-center rounded-sm font-semibold hover:underline"
                  >
                    <ForeignText text={row.name} limit={60} />
                  </a>
                  <span className="text-sm text-muted">
                    <MonoId id={row.groupId} what="group id" />
                  </span>
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
                      not given
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
              key: "findings",
              label: "Findings",
              cell: (row) =>
                row.findings === 0 ? (
                  <span className="text-muted">none</span>
                ) : (
                  <span className="tabular-nums">{row.findings}</span>
                ),
            },
            {
              key: "plays",
              label: "Could play",
              cell: (row) =>
                row.plays === null ? null : (
                  <span className="flex flex-wrap items-baseline gap-x-2">
                    <TierMark tier={row.plays.tier} />
                    <span className="text-muted">of</span>
                    <a
                      href={lookHref(view, { tab: "proposals", stack: row.plays.stack })}
                      className="rounded-sm hover:underline"
                    >
                      {row.plays.stack}
                    </a>
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
              key: "vpc",
              label: "VPC",
              cell: (row) => (
                <span className="grid justify-items-start text-sm text-muted">
                  {row.vpcId === null ? "none" : <MonoId id={row.vpcId} what="VPC id" short />}
                  {row.managedBy === null ? null : <span>run by {row.managedBy}</span>}
                </span>
              ),
            },
          ]}
        />
      </div>
    )}
    <Pagination
      of="groups"
      page={told.page}
      pages={told.pages}
      total={told.total}
      href={(page) => lookHref(view, { page })}
    />
  </Card>
);
