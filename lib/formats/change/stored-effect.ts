import { z } from "zod";
import type { Effect } from "#lib/core/plan/plan.ts";
import { flowLineSchema } from "./stored-flow-line.ts";

const guardrailState = z.enum(["holds", "broken", "unknown"]);

/** `lib/core/plan` Effect as the database keeps it, checked whenever it is read. */
export const effectSchema: z.ZodType<Effect> = z.strictObject({
  gained: z.array(flowLineSchema),
  lost: z.array(flowLineSchema),
  sentences: z.array(z.string()),
  interfaceIds: z.array(z.string()),
  instanceIds: z.array(z.string()),
  sessions: z.array(
    z.strictObject({
      line: flowLineSchema,
      forecast: z.enum(["go-on", "cut-at-once", "cannot-tell"]),
      why: z.string(),
    }),
  ),
  /** Effects of before there were guardrails have none. */
  guardrails: z
    .array(
      z.strictObject({
        stack: z.string(),
        text: z.string(),
        before: guardrailState,
        after: guardrailState,
        grows: z.union([z.boolean(), z.literal("perhaps")]),
        sentence: z.string(),
      }),
    )
    .default([]),
  warnings: z.array(z.string()),
});
