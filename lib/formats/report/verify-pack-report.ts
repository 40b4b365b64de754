/** What `sallyport verify-pack` says of the signed evidence of an access review. */
import { z } from "zod";
import { reportFields } from "./report-parts.ts";

export const verifyPackReportSchema = z.strictObject({
  ...reportFields,
  observed: z.null().describe("Nothing of EC2 is read"),
  command: z.literal("verify-pack"),
  signed: z.boolean().describe("The note carries a signature of the given key that holds"),
  pack: z
    .strictObject({
      review: z.int(),
      edition: z.int(),
      madeAt: z.string(),
      files: z.array(z.string()),
      parts: z.int(),
    })
    .nullable()
    .describe("What was signed; null where nobody can tell"),
  faults: z
    .array(z.strictObject({ part: z.string(), sentence: z.string() }))
    .describe("What is not as it was signed; none for a pack that is"),
});

export type VerifyPackReport = z.infer<typeof verifyPackReportSchema>;
