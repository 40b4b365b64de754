/**
 * What an observation suggests about applications nobody has described yet: stacks with their tiers, and for every
 * group left out the reason. A proposal, never a model: somebody has to keep it. Plain JSON.
 */
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { Evidence } from "./evidence.ts";

/** What a tier does for its application, as its rules, interfaces and words tell. */
export const DUTIES = [
  /** A load balancer's own interfaces. */
  "balancer",
  /** Open to networks outside, on the application's own services. */
  "front",
  /** Takes from other tiers only. */
  "inner",
  "database",
  "cache",
  "queue",
  "search",
  "files",
  /** Interfaces of a VPC endpoint. */
  "endpoint",
  /** Carried beside another tier by most interfaces, and nobody's source. */
  "common",
  /** Takes people's SSH for the interfaces that carry it beside their tier. */
  "door",
  /** Takes people's SSH itself, and is let in by the others. */
  "bastion",
  /** An Instance Connect Endpoint: people come in through it, and no rule lets them in there. */
  "connect-endpoint",
] as const;
export type Duty = (typeof DUTIES)[number];

/** A claim is a number and what it stands on; `confidence.ts` says what the number means. */
export interface Claim {
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

export interface ProposedBinding extends Claim {
  readonly groupId: string;
}

export interface ProposedTier extends Claim {
  readonly tier: string;
  readonly duty: Duty;
  /** Primary first. */
  readonly bindings: readonly ProposedBinding[];
}

/** A rule that the proposed pattern deliberately leaves out. */
export interface CalledOut {
  readonly tier: string;
  readonly groupId: string;
  /** As `diffStack` names the rule. */
  readonly ruleKey: string;
  readonly reason: string;
}

export interface ProposedStack extends Claim {
  /** Ready for `diffStack`; its pattern may be shared with other proposals. */
  readonly stack: Stack;
  readonly tiers: readonly ProposedTier[];
  readonly calledOut: readonly CalledOut[];
  /** Interfaces that carry the stack's groups otherwise than most do, each with what `diffStack` will say. */
  readonly oddMembers: readonly { readonly interfaceId: string; readonly reason: string }[];
  /** What could not be read and concerns this stack. */
  readonly unknowns: readonly string[];
}

/** Why a group plays no tier of any proposal. */
export interface LeftOut {
  readonly groupId: string;
  readonly name: string;
  readonly vpcId: string | null;
  readonly code:
    | "default-group"
    | "controller"
    | "another-account"
    | "no-vpc"
    | "unread"
    | "unused"
    | "tool"
    | "alone";
  readonly reason: string;
}

export interface SharedGroup {
  readonly groupId: string;
  readonly stacks: readonly string[];
}

export interface Adoption {
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601 UTC, of the observation. */
  readonly takenAt: string;
  /** Surest first. */
  readonly stacks: readonly ProposedStack[];
  readonly shared: readonly SharedGroup[];
  readonly leftOut: readonly LeftOut[];
  /** Why there is no proposal at all; null when there is one. */
  readonly noTiers: string | null;
  /** Parts of the account that were not read whole: everything here is less sure for it. */
  readonly unknowns: readonly string[];
}
