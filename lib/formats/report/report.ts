/** What the `sallyport` command prints as JSON: published as `public/schemas/report.json`. */
import { z } from "zod";
import { adoptReportSchema } from "./adopt-report.ts";
import { auditReportSchema } from "./audit-report.ts";
import { checkReportSchema } from "./check-report.ts";
import { diffReportSchema } from "./diff-report.ts";
import { explainReportSchema } from "./explain-report.ts";
import { planReportSchema } from "./plan-report.ts";
import { reachReportSchema } from "./reach-report.ts";
import { verifyPackReportSchema } from "./verify-pack-report.ts";

export const reportSchema = z
  .discriminatedUnion("command", [
    diffReportSchema,
    checkReportSchema,
    planReportSchema,
    reachReportSchema,
    adoptReportSchema,
    explainReportSchema,
    verifyPackReportSchema,
    auditReportSchema,
  ])
  .meta({ title: "Sallyport report", description: "What `sallyport COMMAND --format json` prints." });

export type Report = z.infer<typeof reportSchema>;
