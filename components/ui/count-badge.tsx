interface Props {
  readonly count: number;
  /** What is counted, for people who cannot see where the number stands. */
  readonly of: string;
}

export const CountBadge = ({ count, of }: Props) =>
  count === 0 ? null : (
    <span className="min-w-5 rounded-full bg-line px-1.5 text-center text-xs leading-5 font-semibold text-ink tabular-nums">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> {of}</span>
    </span>
  );
