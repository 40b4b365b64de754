import { exactUtc } from "#components/ui/time-words.ts";

/** A time to the second, in UTC: where "3 hours ago" would not do. */
export const ExactTime = ({ at }: { readonly at: string }) => (
  <time dateTime={at} className="whitespace-nowrap tabular-nums">
    {exactUtc(Date.parse(at))}
  </time>
);
