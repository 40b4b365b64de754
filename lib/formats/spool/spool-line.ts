/**
 * The spool: what a worker did while the log took no entry, a line of canonical JSON each, each with the SHA-256 of the
 * line before it. A line that was cut off while it was written says nothing, because nothing was done after it.
 */
import { z } from "zod";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";

const spoolEventSchema = z.strictObject({
  /** Of `intent` a call may follow; `outcome` is what EC2 answered; `read` is what it showed afterwards. */
  kind: z.enum(["intent", "outcome", "read"]),
  at: z.iso.datetime(),
  grantId: z.uuid(),
  stackId: z.uuid(),
  personId: z.uuid(),
  accountId: z.string(),
  region: z.string(),
  groupId: z.string(),
  ruleKey: z.string(),
  endsAt: z.iso.datetime(),
  /** EC2's code; what was seen; empty of an intent. */
  code: z.string(),
  message: z.string(),
});
export type SpoolEvent = z.output<typeof spoolEventSchema>;

/** Before the first line. */
export const SPOOL_ROOT = "0".repeat(64);

const lineSchema = spoolEventSchema.extend({ previous: z.string().regex(/^[0-9a-f]{64}$/) });

export const printSpoolLine = (event: SpoolEvent, previous: string): string =>
  canonicalJson({ ...event, previous });

export interface SpoolLine {
  /** Hexadecimal. */
  readonly hash: string;
  readonly previous: string;
  readonly event: SpoolEvent;
}

export interface SpoolFile {
  /** As far as each follows from the one before. */
  readonly lines: readonly SpoolLine[];
  /** The first line, from 1, that does not; null where all do. */
  readonly brokenAt: number | null;
}

/** `hashOf`: SHA-256 of UTF-8 text, hexadecimal. The first line may follow one of an earlier file. */
export function readSpool(text: string, hashOf: (line: string) => string): SpoolFile {
  const lines: SpoolLine[] = [];
  // What follows the last line break was cut off.
  const whole = text.split("\n").slice(0, -1);
  for (const [at, line] of whole.entries()) {
    const read = lineSchema.safeParse(parsed(line));
    const before = lines.at(-1)?.hash;
    if (!read.success || (before !== undefined && read.data.previous !== before))
      return { lines, brokenAt: at + 1 };
    const { previous, ...event } = read.data;
    if (printSpoolLine(event, previous) !== line) return { lines, brokenAt: at + 1 };
    lines.push({ hash: hashOf(line), previous, event });
  }
  return { lines, brokenAt: null };
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};
