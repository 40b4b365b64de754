import { z } from "zod";

/** What a request to put back by itself asks for: how often at most, and the choice that it replaces (0: none). */
export const askedWatchSchema = z.strictObject({
  kind: z.literal("watch"),
  mostPerHour: z.int().min(1).max(20),
  version: z.int().min(0),
});
export type AskedWatch = z.output<typeof askedWatchSchema>;
