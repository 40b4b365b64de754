import { z } from "zod";
import type { TierBinding } from "#lib/core/tier/pattern.ts";

/** `lib/core/tier` TierBinding[] as the database keeps it. */
export const bindingsSchema: z.ZodType<readonly TierBinding[]> = z.array(
  z.strictObject({ tier: z.string(), primaryGroupId: z.string(), otherGroupIds: z.array(z.string()) }),
);
