import type { ReactNode } from "react";
import type { ShownEvent } from "#components/stack/shown-stack-facts.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

interface Props {
  readonly events: readonly ShownEvent[];
  /** How a change's state is shown. */
  readonly stateOf: (event: Extract<ShownEvent, { kind: "change" }>) => ReactNode;
}

const RuleEvent = ({ event }: { readonly event: Exclude<ShownEvent, { kind: "change" }> }) => (
  <span className="flex flex-wrap items-baseline gap-x-2">
    {event.tier === null ? <MonoId id={event.groupId} what="group id" /> : <TierMark tier={event.tier} />}
    <span>{event.kind === "rule-appeared" ? "got the rule" : "lost the rule"}</span>
    <ForeignText text={event.ruleKey} limit={90} className="font-mono" />
    {event.changeNumber === null ? (
      <span className="font-[560] text-missing">not through Sallyport</span>
    ) : (
      <span>
        by <TextLink href={`/changes/${event.changeNumber}`}>change {event.changeNumber}</TextLink>
      </span>
    )}
  </span>
);

/** What happened, newest first. */
export const HistoryList = ({ events, stateOf }: Props) => (
  <ol className="divide-y divide-line">
    {events.map((event) => (
      <li
        key={
          event.kind === "change"
            ? `change ${event.number}`
            : `${event.kind} ${event.at} ${event.groupId} ${event.ruleKey}`
        }
        className="grid gap-x-4 gap-y-0.5 px-4.5 py-2.5 max-md:px-4 md:grid-cols-[9rem_minmax(0,1fr)]"
      >
        <span className="text-muted">
          <RelativeTime at={event.at} />
        </span>
        {event.kind === "change" ? (
          <span className="flex flex-wrap items-baseline gap-x-2.5">
            <TextLink href={`/changes/${event.number}`}>
              {event.number} <ForeignText text={event.title} limit={120} />
            </TextLink>
            {stateOf(event)}
          </span>
        ) : (
          <span className="flex items-baseline gap-2">
            <span className="text-muted">
              <Shape name={event.kind === "rule-appeared" ? "dot" : "cross"} size={11} />
            </span>
            <RuleEvent event={event} />
          </span>
        )}
      </li>
    ))}
  </ol>
);
