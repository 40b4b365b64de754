import type { Tag, TagSpecification } from "@aws-sdk/client-ec2";
import { invalidValue, Refusal } from "../refusal.ts";
import type { Tags } from "../state.ts";

export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Tags given while creating, for the one kind of resource the call creates. */
export function specifiedTags(specifications: readonly TagSpecification[] | undefined, kind: string): Tags {
  const tags = (specifications ?? []).flatMap((specification) => {
    if (specification.ResourceType !== kind) {
      throw invalidValue(
        `'${specification.ResourceType}' is not a valid taggable resource type for this operation.`,
      );
    }
    return specification.Tags ?? [];
  });
  return mergedTags({}, tags);
}

export function mergedTags(before: Tags, added: readonly Tag[]): Tags {
  const after = new Map(Object.entries(before));
  for (const { Key: key = "", Value: value = "" } of added) {
    if (key === "" || [...key].length > 127)
      throw invalidValue("Tag key length must be between 1 and 127 characters");
    if ([...value].length > 256) throw invalidValue("Tag value exceeds the maximum length of 256 characters");
    if (key.toLowerCase().startsWith("aws:")) {
      throw invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    }
    after.set(key, value);
  }
  if (after.size > 50)
    throw new Refusal("TagLimitExceeded", "The maximum number of tags for this resource is 50.");
  return Object.fromEntries(after);
}

/** A key given with a value goes only if the value agrees; nothing given takes all but AWS's own. */
export function remainingTags(before: Tags, removed: readonly Tag[] | undefined): Tags {
  const goes = ([key, value]: [string, string]): boolean => {
    if (key.toLowerCase().startsWith("aws:")) return false;
    if (removed === undefined || removed.length === 0) return true;
    return removed.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value));
  };
  return Object.fromEntries(Object.entries(before).filter((entry) => !goes(entry)));
}
