import type { Tags } from "#lib/core/group/observation.ts";
import { listOf, mapFields, optionalText, textOf } from "./shape.ts";

/** Shared by all the many things without tags. */
export const NO_TAGS: Tags = Object.freeze({});

/** `Tags` and `TagSet` as EC2 sends them, as a record in key order, so that equal tags are equal values. */
export const readTags = (value: unknown, name = "Tags"): Tags =>
  listOf(value, name).length === 0
    ? NO_TAGS
    : Object.fromEntries(
        mapFields(
          value,
          name,
          (tag) => [textOf(tag.Key, "Key"), optionalText(tag.Value, "Value") ?? ""] as const,
        ).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
      );
