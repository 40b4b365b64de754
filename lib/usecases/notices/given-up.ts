/**
 * A message is tried again, at least hourly, for this long from its making: what is asked for, overdue or in doubt still
 * is after a weekend or a week of holidays, and whoever comes back then hears of it. Later it is told by Sallyport's own
 * pages alone. One that could not even be tried in that time is tried once.
 */
export const WORTH_SENDING_DAYS = 14;

/** A message that is tried no more. */
export interface GivenUp {
  readonly id: string;
  readonly kind: string;
  readonly attempts: number;
  readonly problem: string;
}
