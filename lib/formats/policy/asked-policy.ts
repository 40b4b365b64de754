import { z } from "zod";

/** What a request for another policy asks for: the policy as it would be stored, and the version that it replaces. */
export const askedPolicySchema = z.strictObject({
  kind: z.literal("policy"),
  policy: z.record(z.string(), z.json()),
  version: z.int().min(0),
  yaml: z.string(),
});
/** What a request for another policy or team of one stack asks for: its own words, and the whole text that has them. */
export const askedStackPolicySchema = z.strictObject({
  kind: z.literal("stack-policy"),
  policy: z.record(z.string(), z.json()),
  /** The team that it goes to; absent: it stays where it is. */
  teamId: z.uuid().optional(),
  /** The stack's version that it replaces. */
  version: z.int().min(1),
  yaml: z.string(),
});
export type AskedStackPolicy = z.output<typeof askedStackPolicySchema>;

export type AskedPolicy = z.output<typeof askedPolicySchema>;
