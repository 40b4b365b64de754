/** What `sallyport check` says: the catalogue's findings, and the guardrails of the stacks. */
import { z } from "zod";
import { reportFields } from "./report-parts.ts";

export const checkReportSchema = z.strictObject({
  ...reportFields,
  command: z.literal("check"),
  failOn: z.enum(["critical", "high", "medium", "low", "note"]).describe("Less bad findings fail nothing"),
  rules: z.array(z.string()).describe("The rules that were looked at"),
  stacks: z.array(z.string()),
  guardrails: z
    .array(
      z.strictObject({
        stack: z.string(),
        guardrail: z.string().describe("never: internet -> tier db"),
        state: z.enum(["holds", "broken", "unknown"]),
        sentence: z.string(),
      }),
    )
    .describe("What the stacks and their patterns say must never, or always, be possible"),
  passedOver: z.array(z.strictObject({ stack: z.string(), because: z.string() })),
});

export type CheckReport = z.infer<typeof checkReportSchema>;
