/** Policies as the database keeps them (JSON in the core's own shape), checked again whenever they are read. */
import { z } from "zod";
import {
  ANSWERERS,
  type ApprovalRule,
  DEFAULT_APPROVAL_RULES,
  RULED_KINDS,
  WIDE_EFFECTS,
} from "#lib/core/approval/approval-rule.ts";
import {
  CHANGE_ANSWERS,
  GRANT_ANSWERS,
  OPENED_FOR_OTHER_ANSWERS,
  type Policy,
  type PolicyOverrides,
} from "#lib/core/grant/policy.ts";
import { cidrText } from "../yaml/texts.ts";

const answersSchema = z.strictObject({
  grant: z.enum(GRANT_ANSWERS),
  grantForOther: z.enum(OPENED_FOR_OTHER_ANSWERS),
  change: z.enum(CHANGE_ANSWERS),
});

const scalars = {
  minSeconds: z.int().positive(),
  maxSeconds: z.int().positive(),
  answerWithinSeconds: z.int().positive(),
  attestedHosts: z.boolean(),
};

const ruleSchema: z.ZodType<ApprovalRule> = z.strictObject({
  name: z.string(),
  kinds: z.array(z.enum(RULED_KINDS)),
  stacks: z.array(z.string()),
  when: z.array(z.enum(WIDE_EFFECTS)),
  deny: z.string().nullable(),
  need: z.array(
    z.strictObject({ from: z.enum(ANSWERERS), team: z.string().nullable(), count: z.int().min(1).max(20) }),
  ),
  order: z.enum(["together", "in-turn"]),
});

const storedPolicySchema = z.strictObject({
  ...scalars,
  networks: z.array(z.strictObject({ name: z.string(), cidr: cidrText })),
  widestPrefix: z.strictObject({ ipv4: z.int().min(0).max(32), ipv6: z.int().min(0).max(128) }),
  answers: answersSchema,
  // Policies of before there were such rules say nothing about them.
  approvals: z.array(ruleSchema).default([...DEFAULT_APPROVAL_RULES]),
  mostNewInstances: z.int().min(0).nullable().default(null),
  breakGlass: z.boolean().default(false),
});

const storedOverridesSchema = z
  .strictObject({ ...scalars, answers: answersSchema.partial().optional() })
  .partial();

/** Throws when the stored value is not a policy: with no readable policy nothing is allowed. */
export const readStoredPolicy = (value: unknown): Policy => storedPolicySchema.parse(value);

export const readStoredOverrides = (value: unknown): PolicyOverrides =>
  JSON.parse(JSON.stringify(storedOverridesSchema.parse(value))) as PolicyOverrides;
