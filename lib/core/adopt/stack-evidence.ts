/** What speaks for and against a proposal as a whole: that it is one application, and all of it. */

import type { Placing } from "./binding-evidence.ts";
import { isEntrance, isStore } from "./cluster.ts";
import { type Evidence, type EvidenceKind, listed } from "./evidence.ts";

const isWorkload = (duty: string): boolean =>
  !["common", "door", "bastion", "connect-endpoint"].includes(duty);

const sharing = (words: readonly string[]): string => {
  if (words.length === 0) return "The words of its groups go together.";
  return `Its groups share the ${words.length === 1 ? "word" : "words"} ${listed(words)}.`;
};

export const stackEvidence = (
  placing: Placing,
  calledOut: number,
  unreadGroups: readonly string[],
): Evidence[] => {
  const { application, named, setting, words, shared } = placing;
  const evidence: Evidence[] = [];
  const add = (kind: EvidenceKind, text: string) => evidence.push({ kind, text });
  const nameOf = (groupId: string): string => setting.facts.get(groupId)?.group.name ?? groupId;
  const workload = named.filter(({ duty }) => isWorkload(duty));
  const entrances = workload.filter(({ duty }) => isEntrance(duty));
  const stores = workload.filter(({ duty }) => isStore(duty));
  if (entrances.length > 0 && stores.length > 0)
    add(
      "whole-chain",
      `From ${listed(entrances.map(({ name }) => name))} to ${listed(stores.map(({ name }) => name))}, each tier lets in the one before it.`,
    );
  if (entrances.length === 0) add("no-front", "Nothing of it is open to networks outside.");
  if (stores.length === 0) add("no-store", "Nothing of it keeps data on a well-known port.");
  if (workload.length === 2) add("two-tiers", "It has two tiers only.");
  if (entrances.filter(({ duty }) => duty === "front").length > 1)
    add("many-fronts", "Several groups are open to networks outside.");

  const speaking = application.groupIds.filter((id) => words.speaks(id) && !shared.has(id));
  const [first, ...others] = speaking;
  const differ = others.filter((id) => first !== undefined && words.affinity(first, id) === "different");
  if (speaking.length < 2) add("no-words", "No words tie its groups together.");
  else if (differ.length > 0)
    add("words-differ", `The words of ${differ.length} of its groups differ from the others'.`);
  else add("words-agree", sharing(words.shared(speaking)));
  if (application.byWords.size > 0)
    add("by-words-only", `Only words tie ${listed([...application.byWords].map(nameOf))} to it.`);
  if (application.cut.length > 0)
    add("links-cut", "A rule ties it to another application; it is called out.");
  if (application.groupIds.some((id) => shared.has(id)))
    add("serves-several", "It shares a group with another application.");
  if (application.links.some((link) => link.via === "address"))
    add("by-address-only", "One tier is known by its network only.");
  if (calledOut > 0) add("calls-out", `${calledOut} of its rules do not explain themselves.`);
  if (unreadGroups.length > 0)
    add("rules-unread", `The rules of ${listed(unreadGroups.map(nameOf))} could not be read.`);
  if (!setting.index.observation.parts.interfaces.complete)
    add("interfaces-unread", "Not all interfaces were read.");
  if (!setting.index.observation.parts.groups.complete) add("groups-unread", "Not all groups were read.");
  return evidence;
};
