import { z } from "zod";
import { SEVERITIES } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { AcceptedExtent } from "#lib/core/findings/exception/finding-exception.ts";

/** `lib/core/findings/exception` AcceptedExtent as the database keeps it, checked whenever it is read. */
export const acceptedExtentSchema: z.ZodType<AcceptedExtent> = z.strictObject({
  severity: z.enum(SEVERITIES),
  certainty: z.enum(["sure", "cannot-tell"]),
  flows: z.array(
    z.strictObject({ direction: z.enum(["ingress", "egress"]), peer: z.string(), service: z.string() }),
  ),
  things: z.array(z.string()),
  amount: z.number(),
});
