/** Fields that more than one form has, as forms send them. */
import { z } from "zod";

/** A box that is ticked. */
export const yes = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");

/** From when: what the field shows is in the browser's own zone; the moment itself comes in `startsAtIso`. */
export const startFields = {
  startsAt: z.string().max(40).optional(),
  startsAtIso: z
    .union([z.literal("").transform(() => null), z.iso.datetime().transform((text) => new Date(text))])
    .default(null),
} as const;
