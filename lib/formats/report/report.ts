/** What the `sallyport` command prints as JSON: published as `public/schemas/report.json`. */
import { z } from "zod";
import { diffReportSchema } from "./diff-report.ts";
import { planReportSchema } from "./plan-report.ts";

export const reportSchema = z
  .discriminatedUnion("command", [diffReportSchema, planReportSchema])
  .meta({ title: "Sallyport report", description: "What `sallyport COMMAND --format json` prints." });

export type Report = z.infer<typeof reportSchema>;
