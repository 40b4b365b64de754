/** Names that are close to one that nobody has: a slip of the pen, or a part of it. */
import { type AskedEstate, namesOfPlace } from "./asked-estate.ts";
import type { Named } from "./question.ts";

const SHOWN = 5;

/** How many letters must be added, dropped, exchanged or swapped with the next; `limit + 1` for more than that. */
export const slips = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, limit + 1);
};

interface KnownName {
  readonly text: string;
  readonly named: Named;
  /** What it is called by, in a word. */
  readonly detail: string;
}

/** Everything a question can name, tiers first. */
export const everyNameIn = (estate: AskedEstate): readonly KnownName[] => [
  ...estate.places.flatMap(({ stacks }) =>
    stacks.flatMap(({ name, bindings }): KnownName[] => [
      ...bindings.map(({ tier }) => ({
        text: `${name} ${tier}`,
        named: { kind: "tier" as const, tier, stack: name },
        detail: "tier",
      })),
      { text: name, named: { kind: "name", name }, detail: "every tier of it" },
    ]),
  ),
  ...estate.sources.map(
    ({ name, ownerName }): KnownName => ({
      text: name,
      named: { kind: "name", name },
      detail: ownerName === null ? "source" : `source of ${ownerName}`,
    }),
  ),
  ...estate.places.flatMap((place) => {
    const { groups, instances } = namesOfPlace(place);
    const all = (names: Iterable<string>, detail: string): KnownName[] =>
      [...names].map((name) => ({ text: name, named: { kind: "name", name }, detail }));
    return [...all(groups.keys(), "group"), ...all(instances.keys(), "instance")];
  }),
];

/** The closest first; at most a handful. */
export const nearestNames = (name: string, estate: AskedEstate): readonly Named[] => {
  const wanted = name.trim().toLowerCase();
  const limit = Math.min(3, Math.floor(wanted.length / 3));
  const ranked = everyNameIn(estate).flatMap(({ text, named }) => {
    const own = text.toLowerCase();
    const words = own.split(/[ _.-]+/);
    const distance = Math.min(...[own, ...words].map((each) => slips(wanted, each, limit)));
    if (distance <= limit) return [{ named, rank: distance }];
    const isPart = wanted.length > 1 && wanted.split(/\s+/).every((part) => own.includes(part));
    return isPart ? [{ named, rank: limit + own.length / 100 }] : [];
  });
  const found = new Map<string, Named>();
  for (const { named } of ranked.sort((a, b) => a.rank - b.rank)) {
    if (found.size >= SHOWN) break;
    const key = JSON.stringify(named);
    if (!found.has(key)) found.set(key, named);
  }
  return [...found.values()];
};
