/** What the names of a question are looked up in: accounts and Regions as they were seen, their stacks, and sources. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { OpenSource, Stack } from "#lib/core/tier/pattern.ts";

/** One account and Region as it was seen at one moment. */
export interface AskedPlace {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  readonly index: ObservationIndex;
  readonly stacks: readonly Stack[];
}

/** A source of the organisation, by the name people gave it. */
export interface AskedSource extends OpenSource {
  readonly ownerName: string | null;
}

export interface AskedEstate {
  readonly places: readonly AskedPlace[];
  readonly sources: readonly AskedSource[];
  /** The CIDR that "this laptop" stands for; null where nobody can tell. */
  readonly here: string | null;
}

/** What EC2 objects are called in their tags: foreign text. */
const tagName = (tags: Readonly<Record<string, string>>): string => tags.Name ?? "";

/** Ids by lower-case name. */
type Names = ReadonlyMap<string, readonly string[]>;

const byName = (items: readonly { readonly id: string; readonly name: string }[]): Names => {
  const names = new Map<string, string[]>();
  for (const { id, name } of items) {
    const key = name.toLowerCase();
    if (key === "") continue;
    const known = names.get(key);
    if (known === undefined) names.set(key, [id]);
    else known.push(id);
  }
  return names;
};

interface PlaceNames {
  readonly groups: Names;
  readonly instances: Names;
}

/** Kept with what was seen. */
const known = new WeakMap<object, PlaceNames>();

export const namesOfPlace = ({ index }: AskedPlace): PlaceNames => {
  const { observation } = index;
  const kept = known.get(observation);
  if (kept !== undefined) return kept;
  const names = {
    groups: byName(observation.groups.map(({ groupId, name }) => ({ id: groupId, name }))),
    instances: byName(
      observation.instances.map(({ instanceId, tags }) => ({ id: instanceId, name: tagName(tags) })),
    ),
  };
  known.set(observation, names);
  return names;
};
