import { z } from "zod";

/** `lib/core/approval` Requirement as the database keeps it, checked whenever it is read. */
export const requirementSchema = z.strictObject({
  parts: z.array(
    z.strictObject({
      label: z.string(),
      count: z.int().min(1).max(100),
      roles: z.array(z.enum(["cloud_admin", "team_lead"])).min(1),
      teamIds: z.array(z.uuid()).min(1).optional(),
      stage: z.int().min(1).max(100).optional(),
    }),
  ),
});
