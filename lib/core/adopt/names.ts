/** Names for stacks and tiers: the words people used where they say something, else what the tier does. */
import type { Duty } from "./adoption.ts";
import type { GroupFacts } from "./group-facts.ts";
import type { TierGroups } from "./tiers.ts";
import { dutyOfWord, mayNameApplication, wordsOf } from "./vocabulary.ts";

const DEFAULT_NAMES: Readonly<Record<Duty, string>> = {
  balancer: "lb",
  front: "web",
  inner: "app",
  database: "db",
  cache: "cache",
  queue: "queue",
  search: "search",
  files: "files",
  endpoint: "endpoint",
  common: "common",
  door: "ssh-admin",
  bastion: "bastion",
  "connect-endpoint": "connect-endpoint",
};

const LONGEST = 40;

/** Lower-case letters, digits and hyphens, beginning with a letter: what patterns and stacks may be called. */
const slug = (words: readonly string[]): string =>
  words
    .join("-")
    .replace(/[^a-z0-9-]/g, "")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "");

/** Counts up until a name is free: `app`, `app-2`. */
export const freeName = (wanted: string, taken: ReadonlySet<string>): string => {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
  return name;
};

/**
 * Words of the tier's own names, without the application's: where one of them is a tier's word, or where the
 * application's words stand beside them and so tell that these are the tier's.
 */
const spokenName = (
  groupIds: readonly string[],
  facts: ReadonlyMap<string, GroupFacts>,
  apart: ReadonlySet<string>,
): string => {
  const all = groupIds.map((id) => [...new Set(wordsOf(facts.get(id)?.group.name ?? ""))]);
  const [first = [], ...others] = all.map((words) =>
    words.filter((word) => !apart.has(word) && (dutyOfWord(word) !== null || mayNameApplication(word))),
  );
  const common = first.filter((word) => others.every((words) => words.includes(word)));
  const isNamed = all.every((words) => words.some((word) => apart.has(word)));
  return isNamed || common.some((word) => dutyOfWord(word) !== null) ? slug(common) : "";
};

/** One name for each tier, in order, each once. `apart` are the application's own words. */
export const tierNames = (
  tiers: readonly TierGroups[],
  facts: ReadonlyMap<string, GroupFacts>,
  apart: ReadonlySet<string>,
): string[] => {
  const taken = new Set<string>();
  const take = (wanted: string): string => {
    const name = freeName(wanted, taken);
    taken.add(name);
    return name;
  };
  // What people said first: no default name takes it away.
  const spoken = tiers.map(({ groupIds }) => {
    const name = spokenName(groupIds, facts, apart);
    return name === "" ? null : take(name);
  });
  return tiers.map(({ duty }, at) => spoken[at] ?? take(DEFAULT_NAMES[duty]));
};

/** From the words its groups share and their environment; `adopted` when they share none. */
export const stackName = (
  words: readonly string[],
  environment: string | null,
  taken: ReadonlySet<string>,
): string => {
  const name = slug([
    ...words.slice(0, 2),
    ...(environment === null || words.length === 0 ? [] : [environment]),
  ]);
  return freeName(name === "" ? "adopted" : name, taken);
};
