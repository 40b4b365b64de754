/** Whether a grant may end then. Times are UTC; the database's time counts, nobody's own clock. */
import { fail, type Result, succeed } from "../result.ts";
import type { Policy } from "./policy.ts";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `8 hours`, `1 day and 12 hours`: the two largest units that are not zero. */
export function lengthWords(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.slice(0, 2).join(" and ") || "no time";
}

/** The length in seconds, or why not. */
export function judgeEnd(
  now: Date,
  endsAt: Date,
  policy: Pick<Policy, "minSeconds" | "maxSeconds">,
): Result<number, string> {
  const seconds = (endsAt.getTime() - now.getTime()) / 1_000;
  if (!Number.isFinite(seconds)) return fail("That is no time. Say when the access is to end.");
  if (seconds <= 0) return fail("That time is over already. Say when the access is to end.");
  if (seconds < policy.minSeconds) {
    return fail(
      `That is ${lengthWords(seconds)} from now; the shortest is ${lengthWords(policy.minSeconds)}.`,
    );
  }
  if (seconds > policy.maxSeconds) {
    return fail(
      `That is ${lengthWords(seconds)} from now; the longest for this stack is ${lengthWords(policy.maxSeconds)}. Ask for less, and extend it if you still need it.`,
    );
  }
  return succeed(seconds);
}
