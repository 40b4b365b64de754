import { z } from "zod";

const outcomeSchema = z.looseObject({
  sentence: z.string().optional(),
  changes: z.array(z.string()).optional(),
});

/** Why a change is stale, failed or unknown, and what changed: the sentences of its stored outcome. */
export function outcomeSentences(outcome: unknown): readonly string[] {
  const read = outcomeSchema.safeParse(outcome);
  if (!read.success) return [];
  return [...(read.data.sentence === undefined ? [] : [read.data.sentence]), ...(read.data.changes ?? [])];
}
