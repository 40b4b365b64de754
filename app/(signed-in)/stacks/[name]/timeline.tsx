import { endWords } from "#components/access/shown-grant.ts";
import { ChangeStateMark } from "#components/changes/change-state-mark.tsx";
import { compareHref } from "#components/history/compare-query.ts";
import { sortOfRow } from "#components/history/shown-timeline.ts";
import { ThinnedWords } from "#components/history/thinned-words.tsx";
import { TimelineFilter } from "#components/history/timeline-filter.tsx";
import { TimelineList } from "#components/history/timeline-list.tsx";
import { type TimelineQuery, timelineParameters } from "#components/history/timeline-query.ts";
import { stackHref } from "#components/stack/stack-links.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { timelinePage } from "#lib/server/read-timeline.ts";

interface Props {
  readonly stack: string;
  readonly query: TimelineQuery;
  /** As in the URL; absent for now. */
  readonly at: string | undefined;
}

const withParameters = (path: string, parameters: Readonly<Record<string, string>>): string => {
  const search = new URLSearchParams(parameters).toString();
  return search === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${search}`;
};

/** The tab of what happened to a stack. */
export const Timeline = async ({ stack, query, at }: Props) => {
  const { rows, isCut, thinned } = await timelinePage(stack, at, query.days);
  const shown = rows.filter((row) => query.sorts.length === 0 || query.sorts.includes(sortOfRow(row)));
  const oldest = rows.at(-1);
  return (
    <>
      <TimelineFilter
        sorts={query.sorts}
        days={query.days}
        href={(change) =>
          withParameters(stackHref(stack, { tab: "timeline" }), timelineParameters({ ...query, ...change }))
        }
      />
      {shown.length === 0 ? (
        <EmptyState shape="clock" title="Nothing of this kind happened in this time">
          Changes through Sallyport, drift past it, SSH grants and looks at EC2 are listed here.
        </EmptyState>
      ) : (
        <TimelineList
          stack={stack}
          rows={shown}
          stateOf={(row) => <ChangeStateMark state={row.state} />}
          asOfHref={(moment) => withParameters(stackHref(stack, {}), { at: moment })}
          endWords={endWords}
          biographyHref={(groupId, rule) => withParameters(`/groups/${groupId}`, { rule })}
        />
      )}
      <div className="grid gap-1 border-t border-line px-4.5 py-2.5 text-sm text-muted max-md:px-4">
        {thinned.map((span) => (
          <p key={`${span.kept} ${span.from}`}>
            <ThinnedWords thinned={span} />
          </p>
        ))}
        {isCut ? <p>More happened in this time than is shown: the oldest is left out.</p> : null}
        {oldest === undefined ? null : (
          <p>
            <TextLink href={compareHref({ from: oldest.at, to: at ?? "", stack })}>
              Compare the oldest of it with {at === undefined ? "now" : "this moment"}
            </TextLink>
          </p>
        )}
      </div>
    </>
  );
};
