/**
 * Which words of a group may name its application: from its own name and tags, and from the names of the instances
 * that carry it. A word counts only where several groups of the VPC have it, and the fewer have it the more it says.
 */
import type { Tags } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { GroupFacts } from "./group-facts.ts";
import { environmentOfWord, mayNameApplication, wordsOf } from "./vocabulary.ts";

export interface GroupWords {
  readonly words: ReadonlySet<string>;
  readonly environment: string | null;
}

/** What two groups' words say about whether they belong together. */
export type Affinity = "same" | "different" | "unknown";

export interface Words {
  readonly of: (groupId: string) => GroupWords;
  /** Whether any word of the group says something here. */
  readonly speaks: (groupId: string) => boolean;
  readonly affinity: (a: string, b: string) => Affinity;
  /** Words that all these groups share, the most telling first. */
  readonly shared: (groupIds: readonly string[]) => readonly string[];
}

const TELLING_TAGS =
  /^(?:name|app|application|project|service|stack|system|product|component|workload|aws:cloudformation:stack-name)$/i;
const ENVIRONMENT_TAGS = /^(?:env|environment|stage)$/i;

const wordsOfTags = (tags: Tags, which: RegExp): string[] =>
  Object.entries(tags).flatMap(([key, value]) => (which.test(key) ? wordsOf(value) : []));

/** Words that at least half of the instances that carry the group have in their names. */
const carriersWords = (group: GroupFacts, instanceTags: ReadonlyMap<string, Tags>): string[] => {
  const named = group.carriers.flatMap((item) => {
    const tags = item.instanceId === null ? item.tags : instanceTags.get(item.instanceId);
    const words = tags === undefined ? [] : wordsOfTags(tags, TELLING_TAGS);
    const described = item.instanceId === null && item.requesterManaged ? wordsOf(item.description) : [];
    return [new Set([...words, ...described])];
  });
  const counts = new Map<string, number>();
  for (const words of named) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, count]) => count * 2 >= named.length && count > 0).map(([word]) => word);
};

const groupWords = (group: GroupFacts, instanceTags: ReadonlyMap<string, Tags>): GroupWords => {
  const own = [
    ...wordsOf(group.group.name),
    ...wordsOfTags(group.group.tags, TELLING_TAGS),
    ...carriersWords(group, instanceTags),
  ];
  const environments = [...own, ...wordsOfTags(group.group.tags, ENVIRONMENT_TAGS)].flatMap(
    (word) => environmentOfWord(word) ?? [],
  );
  const [environment = null] = environments;
  return { words: new Set(own.filter(mayNameApplication)), environment };
};

const NOTHING: GroupWords = { words: new Set(), environment: null };
/** Below this part of the lesser group's words in common, two groups' words differ; above the other they agree. */
const DIFFERENT_BELOW = 0.2;
const SAME_FROM = 0.5;

/** The words of groups of one VPC. */
export const wordsIn = (facts: ReadonlyMap<string, GroupFacts>, index: ObservationIndex): Words => {
  const instanceTags = new Map(index.observation.instances.map(({ instanceId, tags }) => [instanceId, tags]));
  const found = new Map([...facts].map(([id, group]) => [id, groupWords(group, instanceTags)]));
  const counts = new Map<string, number>();
  for (const { words } of found.values())
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weigh = (word: string): number => {
    const count = counts.get(word) ?? 0;
    return count < 2 ? 0 : Math.log((facts.size + 1) / count);
  };
  const weight = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + weigh(word), 0);
  const of = (groupId: string): GroupWords => found.get(groupId) ?? NOTHING;
  const speaks = (groupId: string) => weight(of(groupId).words) > 0;
  return {
    of,
    speaks,
    affinity: (a, b) => {
      const [one, other] = [of(a), of(b)];
      if (one.environment !== null && other.environment !== null && one.environment !== other.environment)
        return "different";
      const least = Math.min(weight(one.words), weight(other.words));
      if (least <= 0) return "unknown";
      const common = weight([...one.words].filter((word) => other.words.has(word))) / least;
      if (common >= SAME_FROM) return "same";
      return common < DIFFERENT_BELOW ? "different" : "unknown";
    },
    shared: (groupIds) => {
      const [first, ...others] = groupIds.map((id) => of(id).words).filter((words) => words.size > 0);
      return [...(first ?? [])]
        .filter((word) => others.every((words) => words.has(word)) && (counts.get(word) ?? 0) > 1)
        .sort((a, b) => weigh(b) - weigh(a) || (a < b ? -1 : 1));
    },
  };
};
