/** What is stored of a kept question, as it is read back. */
import { z } from "zod";
import { EXPECTATIONS, type KeptAnswer } from "#lib/core/question/judge-question.ts";
import type { ReachPacket } from "#lib/core/reach/answer.ts";

export const expectationSchema = z.enum(EXPECTATIONS);

export const stateSchema = z.enum(["holds", "broken", "unknown"]);

export const keptAnswerSchema: z.ZodType<KeptAnswer> = z.strictObject({
  verdict: z.enum(["yes", "no", "unknown", "ungoverned"]),
  lines: z.array(z.string()),
});

export const packetSchema: z.ZodType<ReachPacket> = z.strictObject({
  from: z.string().nullable(),
  to: z.string().nullable(),
  service: z.string(),
});
