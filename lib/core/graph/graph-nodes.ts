/** The nodes of a graph: every group that is listed or named by a rule, and what lies outside as far as an edge does. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { EdgeDraft } from "./draft-book.ts";
import type { GraphNode, Mark, NodeKind, PlayedPart } from "./graph.ts";
import type { MarkedGroup } from "./marked-groups.ts";
import type { NetworkNames } from "./named-networks.ts";
import { INTERNET, PRIVATE_NETWORKS, PUBLIC_NETWORKS } from "./peer-places.ts";

export interface NodesInput {
  readonly index: ObservationIndex;
  readonly stacks: readonly Stack[];
  readonly named: ReadonlyMap<string, NetworkNames>;
  readonly marked: ReadonlyMap<string, MarkedGroup>;
  readonly drafts: readonly EdgeDraft[];
}

const partsOf = (stacks: readonly Stack[]): ReadonlyMap<string, PlayedPart> => {
  const parts = new Map<string, PlayedPart>();
  for (const stack of [...stacks].sort((a, b) => (a.name < b.name ? -1 : 1)))
    stack.pattern.tiers.forEach(({ name, role }, order) => {
      for (const groupId of groupsOfTier(stack.bindings, name))
        if (!parts.has(groupId)) parts.set(groupId, { stack: stack.name, tier: name, order, role });
    });
  return parts;
};

const kindOf = (id: string): NodeKind => {
  if (id === INTERNET) return "internet";
  if (id.startsWith("networks:")) return "networks";
  if (id.startsWith("pl-")) return "prefix-list";
  return id.includes("/") ? "source" : "group";
};

const OUTSIDE_LABELS: Readonly<Record<string, string>> = {
  [INTERNET]: "Internet",
  [PUBLIC_NETWORKS]: "Public networks",
  [PRIVATE_NETWORKS]: "Private networks",
};

export const graphNodes = ({ index, stacks, named, marked, drafts }: NodesInput): GraphNode[] => {
  const { accountId, region, interfaces, parts } = index.observation;
  const places = new Map(interfaces.map((item, place) => [item.interfaceId, place]));
  const played = partsOf(stacks);
  const exposed = new Set<string>();
  const unknown = new Set<string>();
  const ids = new Set<string>([...index.groups.keys(), ...played.keys()]);
  for (const { from, to, marks } of drafts) {
    ids.add(from).add(to);
    if (marks.includes("exposed")) exposed.add(to);
    // What is unknown of an edge is unknown of the group whose rule it is.
    if (marks.includes("unknown")) unknown.add(kindOf(to) === "group" ? to : from);
  }
  const groupMarks = (id: string, isCarried: boolean): Mark[] => {
    const mark = marked.get(id);
    const isUnread = index.groups.get(id)?.rulesKnown !== true && index.ownerByGroup.get(id) === accountId;
    const isUnknown = isUnread || unknown.has(id) || mark?.isUnknown === true;
    const isOurs = index.groups.has(id);
    return [
      ...(exposed.has(id) ? (["exposed"] as const) : []),
      ...(mark?.isOut === true ? (["drift"] as const) : []),
      ...(isUnknown ? (["unknown"] as const) : []),
      ...(isOurs && !isCarried && parts.interfaces.complete ? (["unused"] as const) : []),
    ];
  };
  const groupNode = (id: string): GraphNode => {
    const group = index.groups.get(id);
    const ownerId = index.ownerByGroup.get(id) ?? null;
    const carriers = (index.interfacesByGroup.get(id) ?? []).map(
      (item) => places.get(item.interfaceId) ?? -1,
    );
    return {
      id,
      kind: "group",
      label: group?.name || named.get(id)?.names[0] || id,
      accountId: ownerId,
      region: group === undefined && ownerId !== accountId ? null : region,
      vpcId: group?.vpcId ?? null,
      plays: played.get(id) ?? null,
      ownerName: named.get(id)?.ownerName ?? null,
      carriers,
      marks: groupMarks(id, carriers.length > 0),
    };
  };
  const outsideNode = (id: string, kind: NodeKind): GraphNode => {
    const vpcId = id.startsWith("networks:vpc-") ? id.slice("networks:".length) : null;
    const names = named.get(id)?.names.join(", ") ?? index.prefixLists.get(id)?.name ?? "";
    const fallback = vpcId === null ? (OUTSIDE_LABELS[id] ?? id) : `Addresses in ${vpcId}`;
    const isInside = vpcId !== null;
    return {
      id,
      kind,
      label: names === "" ? fallback : names,
      accountId: isInside ? accountId : null,
      region: isInside ? region : null,
      vpcId,
      plays: null,
      ownerName: named.get(id)?.ownerName ?? null,
      carriers: [],
      marks: [],
    };
  };
  return [...ids].map((id) => {
    const kind = kindOf(id);
    return kind === "group" ? groupNode(id) : outsideNode(id, kind);
  });
};
