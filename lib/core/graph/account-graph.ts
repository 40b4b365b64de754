/**
 * The graph of an account and Region from what EC2 said, the stacks that live there and the sources people named.
 *
 * An edge into a group holds what the group's ingress rules permit; an edge to what lies outside holds what egress
 * rules permit, since nothing else stands in that way. Every rule that allows anything is on exactly the edge of its
 * peer, but for networks that only together are the Internet, whose common part is the Internet's.
 */
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { edgeDrafts } from "./edge-drafts.ts";
import type { AccountGraph, GraphEdge } from "./graph.ts";
import { graphNodes } from "./graph-nodes.ts";
import { type Differences, markedGroups } from "./marked-groups.ts";
import { type NamedNetwork, namedNetworks } from "./named-networks.ts";
import { inOrder } from "./node-order.ts";
import { networkPlaces } from "./peer-places.ts";

export interface AccountGraphInput {
  readonly observation: Observation;
  readonly accountName?: string;
  /** Stacks of this account and Region. */
  readonly stacks?: readonly Stack[];
  /** Their differences from the observation. A stack without one has no drift to show. */
  readonly diffs?: readonly Differences[];
  /** Networks and prefix lists that people gave a name, beside those the stacks' doors are open to. */
  readonly sources?: readonly NamedNetwork[];
  /** The observation's, where it was built already. */
  readonly index?: ObservationIndex;
}

export const accountGraph = (input: AccountGraphInput): AccountGraph => {
  const { observation, stacks = [], diffs = [] } = input;
  const index = input.index ?? indexObservation(observation);
  const named = namedNetworks(stacks, input.sources ?? []);
  const marked = markedGroups(diffs);
  const drafts = edgeDrafts({ index, marked, placeOf: networkPlaces(index, new Set(named.keys())) });
  const nodes = graphNodes({ index, stacks, named, marked, drafts }).sort(inOrder);
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  const edges = drafts
    .map(
      ({ from, to, ...flows }): GraphEdge => ({
        from: places.get(from) ?? -1,
        to: places.get(to) ?? -1,
        ...flows,
      }),
    )
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const { groups, interfaces, prefixLists } = observation.parts;
  return {
    nodes,
    edges,
    accountNames: input.accountName === undefined ? {} : { [observation.accountId]: input.accountName },
    isWhole:
      groups.complete &&
      interfaces.complete &&
      prefixLists.complete &&
      observation.groups.every(({ rulesKnown }) => rulesKnown),
  };
};
