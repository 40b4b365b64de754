import { z } from "zod";
import type { Tags } from "#lib/core/group/observation.ts";

/** `Tags` and `TagSet` as EC2 sends them, as a record in key order, so that equal tags are equal values. */
export const tagsSchema = z
  .array(z.object({ Key: z.string(), Value: z.string().nullish() }))
  .nullish()
  .transform(
    (tags): Tags =>
      Object.fromEntries(
        (tags ?? [])
          .map((tag) => [tag.Key, tag.Value ?? ""] as const)
          .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
      ),
  );
