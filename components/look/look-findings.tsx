"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { HashForm } from "#components/look/hash-form.tsx";
import { type LookView, lookHref } from "#components/look/look-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import {
  type CatalogueFinding,
  SEVERITIES,
  type Severity,
} from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";

type Choice = Severity | "cannot-tell";

export interface LookFindingsTold {
  readonly items: readonly CatalogueFinding[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly tally: Readonly<Record<Choice, number>>;
  readonly rules: readonly string[];
}

interface Props {
  readonly view: LookView;
  readonly told: LookFindingsTold;
  readonly what: (finding: CatalogueFinding) => ReactNode;
  readonly look: (choice: Choice) => {
    readonly word: string;
    readonly tone: Tone;
    readonly shape: ShapeName;
  };
}

const Tally = ({ view, told, look }: Omit<Props, "what">) => (
  <nav aria-label="Findings by severity" className="flex flex-wrap gap-2">
    {[...SEVERITIES, "cannot-tell" as const].map((choice) => {
      const { word, tone, shape } = look(choice);
      const isChosen = view.severity === choice;
      const count = told.tally[choice];
      return (
        <a
          key={choice}
          href={lookHref(view, { severity: isChosen ? "" : choice })}
          aria-current={isChosen ? "true" : undefined}
          className={clsx(
            "flex items-baseline gap-2 rounded-lg border px-3 py-2 hover:border-line-strong",
            isChosen ? "border-accent bg-accent-soft" : "border-line bg-panel",
          )}
        >
          <span className="text-lg leading-none font-semibold tabular-nums">{count}</span>
          <StateMark tone={count === 0 ? "muted" : tone} shape={shape}>
            {word}
          </StateMark>
        </a>
      );
    })}
  </nav>
);

const Filter = ({ view, rules }: { readonly view: LookView; readonly rules: readonly string[] }) => (
  <HashForm
    view={view}
    label="Findings"
    className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-3 max-md:px-4"
    change={(field) => ({ text: field("q"), rule: field("rule") })}
  >
    <label className="sr-only" htmlFor="look-findings-q">
      Search findings
    </label>
    <input
      key={view.text}
      id="look-findings-q"
      name="q"
      type="search"
      defaultValue={view.text}
      placeholder="Words, ids…"
      className={controlClass("md:max-w-56")}
    />
    <label className="sr-only" htmlFor="look-rule">
      Rule
    </label>
    <select
      key={view.rule}
      id="look-rule"
      name="rule"
      defaultValue={view.rule}
      className={controlClass("md:w-auto md:max-w-72")}
    >
      <option value="">Every rule</option>
      {CATALOGUE.filter(({ id }) => rules.includes(id)).map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
    <Button type="submit">Show</Button>
  </HashForm>
);

const SHOWN_GROUPS = 3;

/** What the catalogue finds, worst first. */
export const LookFindings = ({ view, told, what, look }: Props) => (
  <>
    <Tally view={view} told={told} look={look} />
    <Card flush>
      <Filter view={view} rules={told.rules} />
      {told.total === 0 ? (
        <EmptyState
          shape={told.rules.length === 0 ? "check" : "ring"}
          title={told.rules.length === 0 ? "Nothing was found" : "No finding fits this filter"}
        />
      ) : (
        <div className="relative overflow-x-auto">
          <DataTable
            caption="Findings, worst first"
            rows={told.items}
            rowKey={(finding) => finding.id}
            columns={[
              { key: "what", label: "Finding", className: "md:min-w-104", cell: what },
              {
                key: "where",
                label: "Where",
                cell: ({ groupIds }) => (
                  <span className="grid justify-items-start gap-0.5">
                    {groupIds.slice(0, SHOWN_GROUPS).map((groupId) => (
                      <MonoId
                        key={groupId}
                        id={groupId}
                        what="group id"
                        href={lookHref(view, { tab: "groups", group: groupId })}
                      />
                    ))}
                    {groupIds.length > SHOWN_GROUPS ? (
                      <span className="text-sm text-muted">
                        and {groupIds.length - SHOWN_GROUPS} more groups
                      </span>
                    ) : null}
                  </span>
                ),
              },
            ]}
          />
        </div>
      )}
      <Pagination
        of="findings"
        page={told.page}
        pages={told.pages}
        total={told.total}
        href={(page) => lookHref(view, { page })}
      />
    </Card>
  </>
);
