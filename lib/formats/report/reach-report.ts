/** What `sallyport reach` says: the question as it was understood, and its answer. */
import { z } from "zod";
import { reachAnswerSchema, reachVerdictSchema, whatAnswerSchema, whoAnswerSchema } from "./reach-answer.ts";
import { reportFields } from "./report-parts.ts";

const answerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("can"), answer: reachAnswerSchema }),
  z.strictObject({ kind: z.literal("who"), answer: whoAnswerSchema }),
  z.strictObject({ kind: z.literal("what"), answer: whatAnswerSchema }),
  z
    .strictObject({
      kind: z.literal("hops"),
      answer: z.strictObject({ verdict: reachVerdictSchema, hops: z.array(reachAnswerSchema) }),
    })
    .describe("Ends with the first hop that nothing gets over for sure"),
]);

export const reachReportSchema = z.strictObject({
  ...reportFields,
  command: z.literal("reach"),
  question: z.strictObject({
    sentence: z.string(),
    from: z.string().nullable(),
    to: z.array(z.string()).describe("One after the other, over several hops"),
    on: z.array(z.string()),
    stack: z.string().nullable(),
    expected: z.enum(["yes", "no"]).nullable(),
  }),
  answer: answerSchema,
  sentences: z.array(z.string()).describe("The answer in plain words, and its proof"),
});

export type ReachReport = z.infer<typeof reachReportSchema>;
