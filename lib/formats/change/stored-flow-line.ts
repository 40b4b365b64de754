import { z } from "zod";

/** `lib/core/plan` FlowLine as the database keeps it. */
export const flowLineSchema = z.strictObject({
  groupId: z.string(),
  direction: z.enum(["ingress", "egress"]),
  peer: z.string(),
  service: z.string(),
});
