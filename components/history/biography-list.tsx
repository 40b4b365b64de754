import { ExactTime } from "#components/ui/exact-time.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Shape, type ShapeName } from "#components/ui/shape.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** What a biography shows of one event. Names and what was said are foreign text. Times are ISO 8601 UTC. */
export interface ShownBiographyEvent {
  readonly at: string;
  readonly kind: "seen" | "change" | "grant" | "log";
  readonly who: string | null;
  readonly what: string;
  readonly said: string | null;
  readonly changeNumber: number | null;
  readonly entryId: string | null;
  readonly lookBefore: string | null;
  readonly isOutside: boolean;
}

interface Props {
  readonly events: readonly ShownBiographyEvent[];
  /** The group's page as of a moment: to see what was around it. */
  readonly groupId: string;
}

const SHAPES: Readonly<Record<ShownBiographyEvent["kind"], ShapeName>> = {
  seen: "dot",
  change: "ring",
  grant: "lock",
  log: "double",
};

const Event = ({ event }: { readonly event: ShownBiographyEvent }) => (
  <>
    <span className="flex flex-wrap items-baseline gap-x-2.5">
      <span>
        {event.who === null ? (
          event.kind === "seen" ? (
            "The rule "
          ) : null
        ) : (
          <>
            <ForeignText text={event.who} limit={60} className="font-[560]" />{" "}
          </>
        )}
        {event.what}
      </span>
      {event.isOutside ? (
        <StateMark tone="missing" shape="wide">
          not through Sallyport
        </StateMark>
      ) : null}
      {event.changeNumber === null ? null : (
        <TextLink href={`/changes/${event.changeNumber}`}>
          {event.kind === "seen" ? "by change" : "Change"} {event.changeNumber}
        </TextLink>
      )}
      {event.entryId === null ? null : <TextLink href={`/audit/${event.entryId}`}>Entry of the log</TextLink>}
    </span>
    {event.said === null ? null : (
      <span className="text-sm text-muted">
        “<ForeignText text={event.said} limit={300} />”
      </span>
    )}
    {event.lookBefore === null ? null : (
      <span className="text-sm text-muted">
        between the look of <ExactTime at={event.lookBefore} /> and that of <ExactTime at={event.at} />
      </span>
    )}
  </>
);

/** A life in events, oldest first: what was asked and approved, what EC2 showed, and what nobody asked for. */
export const BiographyList = ({ events, groupId }: Props) => (
  <ol className="divide-y divide-line">
    {events.map((event, place) => (
      <li
        // biome-ignore lint/suspicious/noArrayIndexKey: several things may happen at one time; the list is never reordered
        key={place}
        className="grid gap-x-4 gap-y-0.5 px-4.5 py-2.5 max-md:px-4 md:grid-cols-[12.5rem_minmax(0,1fr)_auto]"
      >
        <span className="text-sm text-muted">
          <ExactTime at={event.at} />
        </span>
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 text-muted">
            <Shape name={SHAPES[event.kind]} size={11} />
          </span>
          <span className="grid min-w-0 gap-0.5">
            <Event event={event} />
          </span>
        </span>
        {event.kind === "seen" ? (
          <TextLink
            href={`/groups/${groupId}?at=${encodeURIComponent(event.at)}`}
            className="text-sm justify-self-start"
          >
            As of then
          </TextLink>
        ) : (
          <span />
        )}
      </li>
    ))}
  </ol>
);
