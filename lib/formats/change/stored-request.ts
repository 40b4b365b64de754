import { z } from "zod";
import type { AskedRules } from "#lib/core/approval/asked-rules.ts";

const bounded = { mostNewInstances: z.int().min(0).nullish() };
const accepted = { acceptNoSshSource: z.boolean(), acceptQuotaGap: z.boolean(), ...bounded };

/** `lib/core/approval` AskedRules as the database keeps it, checked whenever it is read. */
export const askedRulesSchema: z.ZodType<AskedRules> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("match"), removeRedundant: z.boolean(), ...accepted }),
  z.strictObject({
    kind: z.literal("rule"),
    groupId: z.string(),
    ruleKey: z.string(),
    change: z.enum(["remove", "narrow"]),
    ...accepted,
  }),
  z.strictObject({
    kind: z.literal("roll-back"),
    changeId: z.uuid(),
    acceptNoSshSource: z.boolean(),
    ...bounded,
  }),
]);
