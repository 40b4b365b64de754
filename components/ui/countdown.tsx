"use client";

import { exactUtc, remainingWords } from "#components/ui/time-words.ts";
import { useMoment } from "#components/ui/use-moment.ts";
import { useNow } from "#components/ui/use-now.ts";

/**
 * What is left until a time: `1 h 14 min left`, with the exact UTC on hover. On a page that is seen as of a moment of the
 * past, that time itself: what is left counts from now.
 */
export const Countdown = ({ until, over = "over" }: { readonly until: string; readonly over?: string }) => {
  const now = useNow(1000, until);
  const isPast = useMoment() !== null;
  const end = Date.parse(until);
  return (
    <time
      dateTime={until}
      title={exactUtc(end)}
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {isPast ? exactUtc(end) : end <= now ? over : `${remainingWords(end, now)} left`}
    </time>
  );
};
