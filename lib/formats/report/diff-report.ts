/** What `sallyport diff` says of each stack. */
import { z } from "zod";
import { flowLineSchema, reportFields } from "./report-parts.ts";

const ruleSchema = z.strictObject({
  groupId: z.string(),
  ruleIds: z.array(z.string()),
  key: z.string(),
  peer: z.string(),
  service: z.string(),
  verdict: z.enum(["needed", "extra", "too-wide", "redundant", "stale", "unknown", "unmanaged"]),
  removable: z.boolean().describe("One of the redundant rules that can all go at once"),
});

const sideSchema = z.strictObject({
  mode: z.enum(["list", "any", "unmanaged"]),
  missing: z.array(flowLineSchema),
  excess: z.array(flowLineSchema),
  unknown: z.array(flowLineSchema).describe("May be missing or too many; nobody can tell"),
  rules: z.array(ruleSchema),
});

const stateSchema = z.enum(["in-line", "out-of-line", "unknown"]);

const tierSchema = z.strictObject({
  tier: z.string(),
  role: z.enum(["workload", "door", "bastion"]),
  groupIds: z.array(z.string()).describe("The one to write to first"),
  interfaceIds: z.array(z.string()),
  state: stateSchema,
  ingress: sideSchema,
  egress: sideSchema,
});

export const stackDiffSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  vpcId: z.string(),
  pattern: z.string(),
  state: stateSchema,
  sentence: z.string(),
  tiers: z.array(tierSchema),
});

export const diffReportSchema = z.strictObject({
  ...reportFields,
  command: z.literal("diff"),
  stacks: z.array(stackDiffSchema),
  passedOver: z
    .array(z.strictObject({ stack: z.string(), because: z.string() }))
    .describe("Stacks of the model that live in another account or Region"),
});

export type StackDiffReport = z.infer<typeof stackDiffSchema>;
export type TierDiffReport = z.infer<typeof tierSchema>;
export type DiffReport = z.infer<typeof diffReportSchema>;
