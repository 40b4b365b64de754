/** The groups of an observation by id, with some of them replaced: for looking up a few, without a map of all. */
import type { ObservedGroup } from "./observation.ts";

type Groups = ReadonlyMap<string, ObservedGroup>;

/** Like a copy of `groups` in which each of `replaced`, which are all of its keys, stands in its place. */
export class ReplacedGroups implements Groups {
  readonly #groups: Groups;
  readonly #replaced: Groups;
  #whole: Groups | null = null;

  constructor(groups: Groups, replaced: Groups) {
    this.#groups = groups;
    this.#replaced = replaced;
  }

  #all(): Groups {
    this.#whole ??= new Map([...this.#groups, ...this.#replaced]);
    return this.#whole;
  }

  get size() {
    return this.#groups.size;
  }
  get(groupId: string) {
    return this.#replaced.get(groupId) ?? this.#groups.get(groupId);
  }
  has(groupId: string) {
    return this.#groups.has(groupId);
  }
  keys() {
    return this.#groups.keys();
  }
  values() {
    return this.#all().values();
  }
  entries() {
    return this.#all().entries();
  }
  forEach(visit: (group: ObservedGroup, groupId: string, groups: Groups) => void) {
    this.#all().forEach(visit);
  }
  [Symbol.iterator]() {
    return this.entries();
  }
}
