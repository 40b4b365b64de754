/** How long a finding may be accepted, and when its owner is told that this ends. */
import { invalid, type Refusal } from "../../refusal.ts";
import { fail, type Result, succeed } from "../../result.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LONGEST_DAYS = 366;

/** The end somebody asks for, or why it cannot be: nothing is accepted for ever. */
export function judgeExceptionEnd(endsAt: Date, now: Date): Result<Date, Refusal> {
  const left = endsAt.getTime() - now.getTime();
  if (Number.isNaN(left)) return fail(invalid("Say until when, as a date."));
  if (left < HOUR) return fail(invalid("It must end at least an hour from now."));
  if (left > LONGEST_DAYS * DAY)
    return fail(
      invalid(`A finding is accepted for ${LONGEST_DAYS} days at most, and can then be asked for again.`),
    );
  return succeed(endsAt);
}

/** A week before the end, or a fifth of its length where it is short. */
export const warnFrom = (beganAt: Date, endsAt: Date): Date =>
  new Date(endsAt.getTime() - Math.min(7 * DAY, (endsAt.getTime() - beganAt.getTime()) / 5));
