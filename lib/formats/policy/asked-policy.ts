import { z } from "zod";

/** What a request for another policy asks for: the policy as it would be stored, and the version that it replaces. */
export const askedPolicySchema = z.strictObject({
  kind: z.literal("policy"),
  policy: z.record(z.string(), z.json()),
  version: z.int().min(0),
  yaml: z.string(),
});
export type AskedPolicy = z.output<typeof askedPolicySchema>;
