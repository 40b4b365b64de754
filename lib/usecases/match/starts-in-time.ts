import { invalid, type Refusal } from "#lib/core/refusal.ts";

const LONGEST_WAIT_MS = 30 * 24 * 60 * 60 * 1_000;

/** Why a request cannot begin to be carried out then; null when it can. */
export const whyNotStarting = (startsAt: Date | null, now: Date): Refusal | null =>
  startsAt !== null && (startsAt <= now || startsAt.getTime() > now.getTime() + LONGEST_WAIT_MS)
    ? invalid("It starts at a time that is still to come, within 30 days.")
    : null;
