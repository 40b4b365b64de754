import type { ObservedPrefixList } from "#lib/core/group/observation.ts";
import { canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { CatalogueFinding, FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf } from "../extent.ts";
import { noPlan } from "../remedy.ts";
import { cannotTell } from "../unread.ts";
import { listed } from "../words.ts";

const canonical = (value: string): string => {
  const cidr = canonicaliseCidr(value);
  return cidr.ok ? printCidr(cidr.value) : value;
};

/** Names of the same thing, by what it is; sorted and each once, ignoring case and spaces around. */
const namesBy = <Item>(
  items: readonly Item[],
  what: (item: Item) => string,
  name: (item: Item) => string,
): [string, string[]][] => {
  const names = new Map<string, Map<string, string>>();
  for (const item of items) {
    const found = names.get(what(item)) ?? new Map<string, string>();
    found.set(name(item).trim().toLowerCase(), name(item).trim());
    names.set(what(item), found);
  }
  return [...names]
    .map(([key, found]): [string, string[]] => [key, [...found.values()].sort()])
    .filter(([, found]) => found.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1));
};

const MAY_NOT_KNOW = "Whoever ends one of them may not know of the other.";

/** For whoever may not read what colleagues call their sources: how many names there are. */
export const withoutNames = (finding: CatalogueFinding): CatalogueFinding => {
  const { about, subject, ruleId, extent } = finding;
  // Two prefix lists are told by their ids.
  if (ruleId !== twoNames.id || subject.kind !== "source" || subject.value !== about) return finding;
  const counted = `${about} has ${extent?.things.length ?? 2} names`;
  return {
    ...finding,
    sentence: `${counted}. ${MAY_NOT_KNOW}`,
    witness: { kind: "object", text: counted },
    extent: null,
  };
};

const ofSources = ({ sources }: CatalogueContext): FindingDraft[] =>
  namesBy(
    sources,
    ({ value }) => canonical(value),
    ({ name }) => name,
  ).map(([value, names]) => ({
    about: value,
    certainty: "sure",
    subject: { kind: "source", value },
    stack: null,
    groupIds: [],
    sentence: `${value} has several names: ${listed(names.map((name) => `“${name}”`))}. ${MAY_NOT_KNOW}`,
    witness: { kind: "object", text: `${value} is ${listed(names.map((name) => `“${name}”`))}` },
    extent: extentOf({ things: names }),
    remedy: noPlan("Which name stays is for people to say."),
  }));

const networksOf = ({ entries }: ObservedPrefixList): string =>
  [...new Set((entries ?? []).map(canonical))].sort().join(", ");

const ofLists = ({ index }: CatalogueContext): FindingDraft[] => {
  const lists = index.observation.prefixLists.filter(({ entries }) => (entries ?? []).length > 0);
  return namesBy(lists, networksOf, ({ prefixListId }) => prefixListId).map(([networks, ids]) => ({
    about: ids.join("+"),
    certainty: "sure",
    subject: { kind: "source", value: ids[0] ?? "" },
    stack: null,
    groupIds: [],
    sentence: `The prefix lists ${listed(ids)} hold the same networks (${listed(networks.split(", "))}). A change to one of them is easily forgotten in the other.`,
    witness: { kind: "object", text: `${listed(ids)} hold ${listed(networks.split(", "))}` },
    extent: extentOf({ things: ids }),
    remedy: noPlan("Which list stays is for people to say."),
  }));
};

const unread = ({ index }: CatalogueContext): FindingDraft[] => {
  const { parts, prefixLists } = index.observation;
  const closed = prefixLists.filter(({ entries }) => entries === null).map((list) => list.prefixListId);
  if (parts.prefixLists.complete && closed.length === 0) return [];
  const what =
    closed.length === 0
      ? "the prefix lists were not all read"
      : `the entries of ${listed(closed.sort())} could not be read`;
  const sentence = `It cannot be told whether two prefix lists hold the same networks: ${what}.`;
  return [cannotTell("unread-lists", { kind: "account" }, [], sentence)];
};

export const twoNames: CatalogueRule = {
  id: "two-names",
  severity: "low",
  title: "One network under two names",
  explanation:
    "The same network is known as two sources, or two prefix lists hold the same networks. When one is closed, renumbered or handed over, the other stays.",
  needs: "account",
  controls: [],
  evaluate: (context) => [...ofSources(context), ...ofLists(context), ...unread(context)],
};
