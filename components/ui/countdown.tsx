"use client";

import { exactUtc, remainingWords } from "#components/ui/time-words.ts";
import { useNow } from "#components/ui/use-now.ts";

/** What is left until a time: `1 h 14 min left`, with the exact UTC on hover. */
export const Countdown = ({ until, over = "over" }: { readonly until: string; readonly over?: string }) => {
  const now = useNow(1000, until);
  const end = Date.parse(until);
  return (
    <time
      dateTime={until}
      title={exactUtc(end)}
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {end <= now ? over : `${remainingWords(end, now)} left`}
    </time>
  );
};
