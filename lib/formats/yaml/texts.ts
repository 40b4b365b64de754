/** Small texts that patterns, stacks and policies share, each with the sentence for what it must look like. */
import { z } from "zod";
import { describeAddressProblem } from "#lib/core/net/address-problem.ts";
import { parseCidr } from "#lib/core/net/cidr.ts";

const matching = (pattern: RegExp, message: string) => z.string({ error: message }).regex(pattern, message);

/** Names of patterns, stacks and tiers: what is safe in a URL, a tag and a sentence. */
export const nameText = matching(
  /^[a-z][a-z0-9-]{0,62}$/,
  "A name has lower-case letters, digits and hyphens, and begins with a letter: three-tier.",
);

/** A word people read: any printable text on one line. */
export const lineText = z
  .string()
  .trim()
  .min(1, "Write something here.")
  .max(200, "At most 200 characters.")
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "One line of plain text, without invisible characters.");

export const groupIdText = matching(
  /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/,
  "A group id looks like sg-0123456789abcdef0.",
);

export const prefixListIdText = matching(
  /^pl-([0-9a-f]{8}|[0-9a-f]{17})$/,
  "A prefix list id looks like pl-0123456789abcdef0.",
);

export const accountText = matching(
  /^\d{12}$/,
  'An account id has 12 digits; put it in quotes, or YAML reads a number: "111122223333".',
);

export const cidrText = z.string().superRefine((text, context) => {
  const cidr = parseCidr(text);
  if (!cidr.ok) context.addIssue({ code: "custom", message: describeAddressProblem(cidr.problem) });
});

const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof UNIT_SECONDS;

/** `30s`, `15m`, `8h`, `90d`, as seconds. */
export const durationText = matching(
  /^[1-9]\d{0,5}[smhd]$/,
  "A length of time is a number and a unit (s, m, h or d): 8h.",
).transform((text) => Number(text.slice(0, -1)) * UNIT_SECONDS[text.slice(-1) as Unit]);

/** Seconds in the largest unit that loses nothing. */
export function printDuration(seconds: number): string {
  const unit = (["d", "h", "m"] as const).find((each) => seconds % UNIT_SECONDS[each] === 0) ?? "s";
  return `${seconds / UNIT_SECONDS[unit]}${unit}`;
}
