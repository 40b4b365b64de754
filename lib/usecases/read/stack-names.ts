import { type PeerNames, type StackSentence, stackSentence } from "#lib/core/findings/stack-sentence.ts";
import type { KnownDiff } from "./known-observation.ts";
import type { StackModel } from "./stack-model.ts";

/** What to call networks, prefix lists and groups on a page about this stack. Names from EC2 are foreign text. */
export const namesFor = (model: StackModel, { diff, observation }: KnownDiff): PeerNames => {
  const named = new Map<string, string>([
    ...observation.prefixLists.map((list): [string, string] => [list.prefixListId, list.name]),
    ...observation.groups.map((group): [string, string] => [group.groupId, group.name]),
    ...model.opened.map((source): [string, string] => [source.value, source.name]),
  ]);
  return {
    nameOf: (peer) => named.get(peer) ?? peer,
    tierOf: (groupId) => diff.tiers.find(({ groupIds }) => groupIds.includes(groupId))?.tier ?? null,
  };
};

export const sentenceOf = (model: StackModel, known: KnownDiff): StackSentence =>
  stackSentence(known.diff, namesFor(model, known));
