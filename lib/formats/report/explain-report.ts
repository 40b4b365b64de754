/** What `sallyport explain` says of one thing. */
import { z } from "zod";
import { observedSchema, reportFields } from "./report-parts.ts";

const sectionSchema = z.strictObject({
  title: z.string(),
  items: z.array(z.strictObject({ label: z.string(), text: z.string() })),
});

export const explainReportSchema = z.strictObject({
  ...reportFields,
  observed: observedSchema.nullable().describe("Null where a rule of the catalogue is explained by itself"),
  command: z.literal("explain"),
  subject: z.strictObject({
    kind: z.enum(["catalogue-rule", "finding", "group", "rule", "step"]),
    id: z.string(),
  }),
  title: z.string(),
  sentences: z.array(z.string()),
  sections: z.array(sectionSchema),
});

export type ExplainReport = z.infer<typeof explainReportSchema>;
