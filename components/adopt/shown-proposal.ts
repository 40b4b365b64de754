import type { Duty } from "#lib/core/adopt/adoption.ts";

/** A proposal as its list shows it. */
export interface ShownProposal {
  readonly name: string;
  /** Null in the past, where nothing can be kept. */
  readonly href: string | null;
  readonly confidence: number;
  readonly tiers: readonly { readonly name: string; readonly groups: number }[];
  readonly calledOut: number;
  readonly accountName: string;
  readonly region: string;
  readonly vpcId: string;
}

/** Why a group plays no tier. */
export interface ShownLeftOut {
  readonly groupId: string;
  /** Foreign text. */
  readonly name: string;
  readonly reason: string;
  readonly accountName: string;
}

/** One tier of a proposal with what it stands on. Sentences may hold foreign text. */
export interface ShownProposedTier {
  readonly tier: string;
  readonly duty: Duty;
  readonly confidence: number;
  readonly bindings: readonly {
    readonly groupId: string;
    readonly name: string;
    readonly confidence: number;
    readonly evidence: readonly string[];
    /** A stack that is bound to it already. */
    readonly boundIn: string | null;
  }[];
}

/** A rule that the proposed pattern leaves out. */
export interface ShownCalledOut {
  readonly key: string;
  readonly tier: string;
  readonly groupId: string;
  readonly name: string;
  readonly rule: string;
  readonly reason: string;
}
