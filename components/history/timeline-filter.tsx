import clsx from "clsx";
import { TIMELINE_SORTS, type TimelineSort } from "#components/history/shown-timeline.ts";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { Shape } from "#components/ui/shape.tsx";

interface Props {
  /** What is shown: none means all. */
  readonly sorts: readonly TimelineSort[];
  /** Null for everything that is known. */
  readonly days: number | null;
  readonly href: (change: {
    readonly sorts?: readonly TimelineSort[];
    readonly days?: number | null;
  }) => string;
}

const WORDS: Readonly<Record<TimelineSort, string>> = {
  changes: "Changes",
  drift: "Drift",
  grants: "SSH grants",
  model: "The model",
  looks: "Looks at EC2",
};

const SPANS = [
  { days: 1, label: "1 day" },
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 365, label: "1 year" },
  { days: null, label: "All" },
] as const;

const chip = (isChosen: boolean) =>
  clsx(
    "inline-flex min-h-8 items-center gap-1.5 rounded-full border px-3 text-sm",
    isChosen
      ? "border-accent bg-accent-soft font-[560] text-ink"
      : "border-control text-muted hover:border-line-strong hover:text-ink",
  );

/** Which kinds of event, and how far back: links, so that the view can be shared by its URL. */
export const TimelineFilter = ({ sorts, days, href }: Props) => (
  <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line px-4.5 py-2.5 max-md:px-4">
    <nav aria-label="Kinds of event" className="flex flex-wrap gap-1.5">
      {TIMELINE_SORTS.map((sort) => {
        const isChosen = sorts.length === 0 || sorts.includes(sort);
        const others = (sorts.length === 0 ? TIMELINE_SORTS : sorts).filter((each) => each !== sort);
        const next = isChosen ? others : [...sorts, sort];
        return (
          <MomentLink
            key={sort}
            scroll={false}
            href={href({ sorts: next.length === TIMELINE_SORTS.length ? [] : next })}
            aria-current={isChosen ? "true" : undefined}
            className={chip(isChosen)}
          >
            {isChosen ? <Shape name="check" size={11} /> : null}
            {WORDS[sort]}
          </MomentLink>
        );
      })}
    </nav>
    <nav aria-label="How far back" className="flex flex-wrap gap-1.5">
      {SPANS.map((span) => (
        <MomentLink
          key={span.label}
          scroll={false}
          href={href({ days: span.days })}
          aria-current={span.days === days ? "true" : undefined}
          className={chip(span.days === days)}
        >
          {span.label}
        </MomentLink>
      ))}
    </nav>
  </div>
);
