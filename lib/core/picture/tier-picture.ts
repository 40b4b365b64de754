/**
 * The picture people know from the architecture slide, as data: who may reach each tier of a stack, one edge for all
 * the rules of one tier that share a source and a verdict. Plain JSON; how it is drawn is nobody's business here.
 */
import type { Direction } from "../group/observation.ts";

export const EDGE_STATES = [
  "needed",
  "missing",
  "extra",
  "too-wide",
  "redundant",
  "unknown",
  "unmanaged",
] as const;
export type EdgeState = (typeof EDGE_STATES)[number];

/** The other end of an edge. Names and ids are text that others wrote. */
export interface PictureSource {
  readonly kind: "anyone" | "tier" | "group" | "network" | "prefix-list";
  /** Tier name, group id, canonical CIDR or prefix list id; `anyone` for everybody. */
  readonly id: string;
  /** Whose it is, or what it is called, where somebody said; null for a source that nobody owns. */
  readonly name: string | null;
  /** ISO 8601: when the last grant on it ends. */
  readonly endsAt: string | null;
  /** ISO date: when its owner must look at it again. */
  readonly reviewAt: string | null;
}

/** One rule, or one missing flow, that an edge stands for. */
export interface EdgeRule {
  readonly groupId: string;
  /** The rule's key within its group; null for what is missing. */
  readonly ruleKey: string | null;
  readonly service: string;
}

export interface PictureEdge {
  /** Stable while source and verdict are: it goes into the URL. */
  readonly key: string;
  readonly tier: string;
  readonly direction: Direction;
  readonly source: PictureSource;
  readonly services: readonly string[];
  readonly state: EdgeState;
  /** Alone, or in pieces with other rules, it opens something to the whole Internet that nobody meant to. */
  readonly isOpenToWorld: boolean;
  readonly rules: readonly EdgeRule[];
}

/** One interface that carries the tier's groups. */
export interface PictureMember {
  readonly interfaceId: string;
  readonly kind: "instance" | "service";
  readonly fault: "none" | "no-door" | "other";
}

export interface PictureTier {
  readonly name: string;
  readonly role: "workload" | "door" | "bastion";
  /** Primary first. A name of null: the group was not in the observation. */
  readonly groups: readonly { readonly groupId: string; readonly name: string | null }[];
  readonly members: readonly PictureMember[];
  /** For a workload tier that people must reach through a door: how many of its members carry each door. */
  readonly doors: readonly { readonly tier: string; readonly carried: number; readonly of: number }[];
  readonly faults: number;
  readonly isUnknown: boolean;
}

export interface TierPicture {
  readonly tiers: readonly PictureTier[];
  readonly edges: readonly PictureEdge[];
}

/** Worst first. */
export const BY_SEVERITY: readonly EdgeState[] = [
  "extra",
  "too-wide",
  "missing",
  "unknown",
  "redundant",
  "unmanaged",
  "needed",
];
