import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Population } from "#lib/core/review/evidence.ts";
import type { ReviewTally } from "#lib/core/review/review-tally.ts";

interface Props {
  /** It is seen as of a moment of the past. How its changes stand is known of now alone. */
  readonly isPast: boolean;
  readonly review: {
    readonly state: "open" | "closed";
    readonly asOwner: boolean;
    readonly tally: ReviewTally;
    readonly appeared: number;
    readonly population: Population;
    readonly closed: { readonly note: string } | null;
    readonly changes: readonly { readonly number: number; readonly title: string; readonly state: string }[];
  };
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  open: "waits for approval",
  approved: "is being taken away",
  applying: "is being taken away",
  applied: "is taken away",
  rejected: "stays: its change was rejected",
  cancelled: "stays: its change was withdrawn",
  expired: "stays: nobody answered its change in time",
};

/** What else there is to know about a review, and what followed from it. */
export const ReviewNotices = ({ review, isPast }: Props) => {
  const unseen = review.population.looks.filter(({ complete }) => !complete);
  return (
    <>
      {review.appeared === 0 ? null : (
        <Notice tone="info" title={`${review.appeared} more in scope since the review began`}>
          <p>They are not among its rows. The next review has them.</p>
        </Notice>
      )}
      {unseen.length === 0 || review.asOwner ? null : (
        <Notice tone="warning" title="Not everything was seen when the review began">
          <p>
            {unseen.map(({ account, region }) => `${account}, ${region}`).join("; ")}: what is open there may
            be more than the rows say.
          </p>
        </Notice>
      )}
      {review.changes.map(({ number, title, state }) => (
        <Notice
          key={number}
          tone={state === "applied" && !isPast ? "done" : "info"}
          title={`What was revoked ${isPast ? "became a change" : (STATE_WORDS[state] ?? `is ${state}`)}`}
        >
          <p>
            <TextLink href={`/changes/${number}`}>Change {number}</TextLink>:{" "}
            <ForeignText text={title} limit={160} />
          </p>
        </Notice>
      ))}
      {review.closed === null || review.tally.open === 0 || review.asOwner ? null : (
        <Notice tone="warning" title={`${review.tally.open} left undecided`}>
          <p>
            {review.tally.open === 1 ? "It stays as it is" : "They stay as they are"}, and the evidence says
            so.
          </p>
        </Notice>
      )}
      {review.closed === null || review.closed.note === "" ? null : (
        <Notice tone="info" title="Note at closing">
          <p>
            <ForeignText text={review.closed.note} limit={2000} />
          </p>
        </Notice>
      )}
    </>
  );
};
