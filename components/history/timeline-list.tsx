import type { ReactNode } from "react";
import { compareHref } from "#components/history/compare-query.ts";
import type { ShownTimelineRow } from "#components/history/shown-timeline.ts";
import { TimelineEvent } from "#components/history/timeline-event.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { Shape, type ShapeName } from "#components/ui/shape.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

const SHAPES: Readonly<Record<ShownTimelineRow["kind"], ShapeName>> = {
  "change-asked": "ring",
  "change-ended": "check",
  "rule-appeared": "dot",
  "rule-went": "cross",
  posture: "half",
  "grant-opened": "lock",
  "grant-ended": "lock",
  model: "double",
  looks: "clock",
};

interface Props {
  readonly stack: string;
  readonly rows: readonly ShownTimelineRow[];
  /** How a change's state is shown. */
  readonly stateOf: (row: Extract<ShownTimelineRow, { kind: "change-asked" | "change-ended" }>) => ReactNode;
  /** The stack's page as of a moment. */
  readonly asOfHref: (at: string) => string;
  readonly biographyHref: (groupId: string, ruleKey: string) => string;
  /** Why a grant ended, in words. */
  readonly endWords: (reason: string) => string;
}

const keyOf = (row: ShownTimelineRow): string =>
  `${row.kind} ${row.at} ${"number" in row ? row.number : ""} ${"ruleKey" in row ? `${row.groupId} ${row.ruleKey}` : ""}`;

/** What happened, newest first, each with the way back to that moment and to what changed then. */
export const TimelineList = ({ stack, rows, stateOf, asOfHref, biographyHref, endWords }: Props) => (
  <ol className="divide-y divide-line">
    {rows.map((row) => (
      <li
        key={keyOf(row)}
        className="grid gap-x-4 gap-y-0.5 px-4.5 py-2.5 max-md:px-4 md:grid-cols-[12.5rem_minmax(0,1fr)_auto]"
      >
        <span className="text-sm text-muted">
          {row.kind === "looks" && row.count > 1 ? (
            <span className="grid">
              <ExactTime at={row.at} />
              <span>
                back to <ExactTime at={row.since} />
              </span>
            </span>
          ) : (
            <ExactTime at={row.at} />
          )}
        </span>
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 text-muted">
            <Shape name={SHAPES[row.kind]} size={11} />
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
            <TimelineEvent row={row} stateOf={stateOf} biographyHref={biographyHref} endWords={endWords} />
          </span>
        </span>
        <span className="flex flex-wrap gap-x-3 text-sm">
          <TextLink href={asOfHref(row.at)}>As of then</TextLink>
          {row.lookBefore === null ? null : (
            <TextLink href={compareHref({ from: row.lookBefore, to: row.at, stack })}>What changed</TextLink>
          )}
        </span>
      </li>
    ))}
  </ol>
);
