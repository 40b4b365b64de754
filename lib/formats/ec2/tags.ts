import type { Tags } from "#lib/core/group/observation.ts";
import { type Fields, listOf, mapFields, optionalText, textOf } from "./shape.ts";

/** Shared by all the many things without tags. */
export const NO_TAGS: Tags = Object.freeze({});

type Tag = readonly [key: string, value: string];

const readTag = (tag: Fields): Tag => [textOf(tag.Key, "Key"), optionalText(tag.Value, "Value") ?? ""];

const isInOrder = (tags: readonly Tag[]): boolean =>
  tags.every(([key], place) => place === 0 || (tags[place - 1]?.[0] ?? "") <= key);

/** `Tags` and `TagSet` as EC2 sends them, as a record in key order, so that equal tags are equal values. */
export const readTags = (value: unknown, name = "Tags"): Tags => {
  if (listOf(value, name).length === 0) return NO_TAGS;
  const tags = mapFields(value, name, readTag);
  if (!isInOrder(tags)) tags.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return Object.fromEntries(tags);
};
