/** What `sallyport adopt` proposes: stacks and tiers nobody has described yet, each with what it stands on. */
import { z } from "zod";
import { DUTIES } from "#lib/core/adopt/adoption.ts";
import { EVIDENCE_KINDS } from "#lib/core/adopt/evidence.ts";
import { reportFields } from "./report-parts.ts";

const evidenceSchema = z
  .strictObject({ kind: z.enum(EVIDENCE_KINDS), text: z.string() })
  .meta({ id: "Evidence" });

const claimFields = {
  confidence: z.number().min(0).max(1).describe("An order of what to look at first, not a promise"),
  evidence: z.array(evidenceSchema),
};

const tierSchema = z.strictObject({
  tier: z.string(),
  duty: z.enum(DUTIES),
  ...claimFields,
  groups: z.array(z.strictObject({ groupId: z.string(), name: z.string(), ...claimFields })),
});

const stackSchema = z.strictObject({
  name: z.string(),
  vpcId: z.string(),
  pattern: z.string(),
  file: z.string(),
  ...claimFields,
  tiers: z.array(tierSchema),
  calledOut: z
    .array(z.strictObject({ tier: z.string(), groupId: z.string(), ruleKey: z.string(), reason: z.string() }))
    .describe("Rules that the proposed pattern leaves out"),
  oddMembers: z.array(z.strictObject({ interfaceId: z.string(), reason: z.string() })),
  unknowns: z.array(z.string()),
});

export const adoptReportSchema = z.strictObject({
  ...reportFields,
  command: z.literal("adopt"),
  stacks: z.array(stackSchema).describe("Surest first"),
  shared: z.array(z.strictObject({ groupId: z.string(), stacks: z.array(z.string()) })),
  leftOut: z.array(
    z.strictObject({ groupId: z.string(), name: z.string(), code: z.string(), reason: z.string() }),
  ),
  noTiers: z.string().nullable().describe("Why there is no proposal at all"),
  unknowns: z.array(z.string()),
  files: z
    .array(z.strictObject({ name: z.string(), yaml: z.string() }))
    .describe("Patterns and stacks, ready to keep"),
});

export type AdoptReport = z.infer<typeof adoptReportSchema>;
