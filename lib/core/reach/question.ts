/** Questions about who may talk to whom, and what they are asked of. Plain JSON. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { OpenSource, Stack } from "#lib/core/tier/pattern.ts";

/** Something with network interfaces in the observation, or that would have them. */
export type Inside =
  /** Every interface that carries the group; where none does, one that would carry it alone. */
  | { readonly kind: "group"; readonly groupId: string }
  /** Every interface that carries a group of this tier of the stack. */
  | { readonly kind: "tier"; readonly tier: string }
  | { readonly kind: "instance"; readonly instanceId: string }
  | { readonly kind: "interface"; readonly interfaceId: string };

/** Addresses: what is at home there in the observation (an interface of the VPC) answers for itself. */
export interface Network {
  readonly kind: "cidr";
  /** As people write it: one address is its /32 or /128. */
  readonly cidr: string;
}

export type ReachPeer =
  | Inside
  | Network
  /** Every public address outside: no security group of this account governs that end. */
  | { readonly kind: "internet" }
  /** The addresses in a prefix list; `name`: what people call it. */
  | { readonly kind: "prefix-list"; readonly prefixListId: string; readonly name: string }
  /** The one source of the context that is called so. */
  | { readonly kind: "source"; readonly name: string };

export type ReachTarget = Inside | Network;

export interface ReachQuestion {
  readonly peer: ReachPeer;
  readonly target: ReachTarget;
  /** Never empty: `parseService` reads `tcp/3306`. */
  readonly services: ServiceSet;
}

export interface ReachContext {
  readonly index: ObservationIndex;
  /** Gives tiers their groups; null where no stack is asked about. */
  readonly stack: Stack | null;
  readonly sources: readonly OpenSource[];
  /** At most so many lines of each list in an answer; all of them when absent. */
  readonly mostLines?: number;
}

/** A question that means nothing here: which of its parts, and a sentence for people. */
export interface ReachProblem {
  readonly part: "peer" | "target" | "services";
  readonly sentence: string;
}
