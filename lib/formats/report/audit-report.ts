/** What `sallyport audit verify` says of an export of the log. */
import { z } from "zod";
import { reportFields } from "./report-parts.ts";

export const auditReportSchema = z.strictObject({
  ...reportFields,
  observed: z.null().describe("Nothing of EC2 is read"),
  command: z.literal("audit"),
  entries: z.int().describe("Lines of the export"),
  proven: z.int().describe("So many entries, from the first on, have the root that a checkpoint says"),
  checkpoints: z
    .array(z.strictObject({ size: z.int(), root: z.string().describe("Base64") }))
    .describe("Those whose signature holds"),
  tampering: z
    .array(
      z.strictObject({
        kind: z.enum([
          "edited",
          "dropped",
          "inserted",
          "reordered",
          "truncated",
          "forked",
          "re-signed",
          "altered",
        ]),
        sentence: z.string(),
      }),
    )
    .describe("None: nothing was found"),
  notExcluded: z.array(z.string()).describe("What nothing that was given can rule out"),
  proof: z
    .string()
    .optional()
    .describe(
      "What audit prove made: a C2SP tlog-proof, or a consistency proof as C2SP's tlog-witness has it",
    ),
});

export type AuditReport = z.infer<typeof auditReportSchema>;
