import type { StackFindings } from "#lib/core/diff/stack-findings.ts";
import { type PeerNames, type StackSentence, stackSentence } from "#lib/core/findings/stack-sentence.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { StackModel } from "./stack-model.ts";

/** What to call networks, prefix lists and groups on a page about this stack. Names from EC2 are foreign text. */
export const namesFor = ({ stack, opened }: StackModel, observation: Observation): PeerNames => {
  const { groups, prefixLists } = indexObservation(observation);
  const named = new Map(opened.map((source) => [source.value, source.name]));
  return {
    nameOf: (peer) => named.get(peer) ?? groups.get(peer)?.name ?? prefixLists.get(peer)?.name ?? peer,
    tierOf: (groupId) =>
      stack.pattern.tiers.find(({ name }) => groupsOfTier(stack.bindings, name).includes(groupId))?.name ??
      null,
  };
};

export const sentenceOf = (
  model: StackModel,
  found: StackFindings,
  observation: Observation,
): StackSentence => stackSentence(found, namesFor(model, observation));
