"use client";

import { exactUtc, relativeWords, spanWords } from "#components/ui/time-words.ts";
import { useMoment } from "#components/ui/use-moment.ts";
import { useNow } from "#components/ui/use-now.ts";

interface Props {
  /** ISO 8601. */
  readonly at: string;
  /** `ago`: "3 minutes ago"; `span`: "3 minutes", how long it has lasted. */
  readonly as?: "ago" | "span";
}

/** A time as people say it, with the exact UTC on hover; exact on a page that is seen as of a moment of the past. */
export const RelativeTime = ({ at, as = "ago" }: Props) => {
  const now = useNow(20_000, at);
  const moment = useMoment();
  const milliseconds = Date.parse(at);
  return (
    <time
      dateTime={at}
      title={exactUtc(milliseconds)}
      suppressHydrationWarning
      className="whitespace-nowrap underline decoration-line-strong decoration-dotted underline-offset-3"
    >
      {as === "ago"
        ? moment === null
          ? relativeWords(milliseconds, now)
          : exactUtc(milliseconds)
        : spanWords(milliseconds, moment === null ? now : Date.parse(moment))}
    </time>
  );
};
