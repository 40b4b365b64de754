import { z } from "zod";

/** EC2 itself is no older: an earlier moment is a slip of the pen. */
const EARLIEST = Date.UTC(2006, 0, 1);

/**
 * `at`, as it stands in a URL and in answers: one instant in UTC (`2026-03-03T14:00:00Z`), to the millisecond at most.
 * A moment that has not come yet is read like any other; what is in force then is what was seen last, and pages say so.
 */
export const momentSchema = z.iso
  .datetime()
  .regex(/:\d{2}(\.\d{1,3})?Z$/)
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() >= EARLIEST);
