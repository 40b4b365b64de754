/**
 * An account as a graph: who lets whom in, on what. Nodes are groups, named sources and what lies outside; one edge
 * stands for everything that one node may do towards another, however many rules and hosts that takes.
 *
 * Plain JSON. An edge says what the rules of its end inside the account permit, by rule: a reference is a group, not
 * the hosts that carry it. Labels are text that others wrote.
 */
import type { ServiceSet } from "#lib/core/net/service-set.ts";

/** `networks`: all networks of one sort that nobody gave a name, so that hosts never become nodes. */
export type NodeKind = "group" | "source" | "prefix-list" | "networks" | "internet";

/** `drift`: out of line with its model. `exposed`: open to the Internet. `unused`: carried by nothing. */
export type Mark = "exposed" | "drift" | "unknown" | "unused";

/** The part a group plays. A group that plays several plays the first stack's, by name. */
export interface PlayedPart {
  readonly stack: string;
  readonly tier: string;
  /** Place of the tier in its pattern, from 0: a layer of the picture. */
  readonly order: number;
  readonly role: "workload" | "door" | "bastion";
}

export interface GraphNode {
  /**
   * Group id, prefix list id, canonical CIDR of a named source, `internet`, or `networks:public`,
   * `networks:private`, `networks:VPC`.
   */
  readonly id: string;
  readonly kind: NodeKind;
  /** A group's name, a source's names, a list's name; the id where there is none. */
  readonly label: string;
  /** Null for what lies outside every account. */
  readonly accountId: string | null;
  /** Null where it is not known: the group of another account. */
  readonly region: string | null;
  readonly vpcId: string | null;
  readonly plays: PlayedPart | null;
  /** The person a source belongs to; null for everything else and for sources that nobody owns. */
  readonly ownerName: string | null;
  /** The interfaces that carry the group, as far as they were read: the same number is the same interface. */
  readonly carriers: readonly number[];
  readonly marks: readonly Mark[];
}

export const EDGE_MARKS = ["exposed", "drift", "unknown"] as const;
export type EdgeMark = (typeof EDGE_MARKS)[number];

export interface GraphEdge {
  /** Places in `AccountGraph.nodes`. Packets go from `from` to `to`. */
  readonly from: number;
  readonly to: number;
  /** What is surely permitted. */
  readonly surely: ServiceSet;
  /** What may be permitted: more than `surely` where something could not be read. */
  readonly possibly: ServiceSet;
  /** What the model asks for and no rule permits. */
  readonly missing: ServiceSet;
  /** Networks the rules name, where an end is many of them: canonical CIDRs, sorted. */
  readonly networks: readonly string[];
  readonly marks: readonly EdgeMark[];
}

export interface AccountGraph {
  /** Sorted: what lies outside first, then groups by id. */
  readonly nodes: readonly GraphNode[];
  /** At most one for each ordered pair of nodes, sorted by `from`, then `to`. */
  readonly edges: readonly GraphEdge[];
  /** By account id, where people gave it one. */
  readonly accountNames: Readonly<Record<string, string>>;
  /** False when some group, rule or interface was not read: what is not here may still be there. */
  readonly isWhole: boolean;
}

/** Nodes and edges that an answer speaks of, shown above the rest. Node ids. */
export interface Highlight {
  readonly nodeIds: readonly string[];
  readonly pairs: readonly { readonly from: string; readonly to: string }[];
}
