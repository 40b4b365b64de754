/**
 * One thing the catalogue of rules has to say about an account or a stack. Plain JSON, the same for the same input.
 *
 * An id is made of what the finding is about, never of rule ids or positions: the same finding has the same id in the
 * next observation.
 */
import type { Direction } from "#lib/core/group/observation.ts";
import type { Control } from "./control.ts";
import type { Extent } from "./extent.ts";

/** Worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `cannot-tell`: what decides it could not be read. It is shown beside what is sure, never left out (law 8). */
export type Certainty = "sure" | "cannot-tell";

export type Subject =
  | { readonly kind: "account" }
  | { readonly kind: "group"; readonly groupId: string }
  | { readonly kind: "rule"; readonly groupId: string; readonly ruleKey: string }
  | { readonly kind: "interface"; readonly interfaceId: string; readonly instanceId: string | null }
  /** A network or prefix list by its value. */
  | { readonly kind: "source"; readonly value: string }
  | { readonly kind: "tier"; readonly stack: string; readonly tier: string };

/** What proves it: one packet, or the thing itself. Names in `text` are as EC2 has them. */
export type CatalogueWitness =
  | {
      readonly kind: "packet";
      readonly direction: Direction;
      /** The peer's address; null when the peer is a group that nothing in the observation carries. */
      readonly address: string | null;
      readonly groupId: string | null;
      /** `tcp/22` */
      readonly service: string;
      /** Whether this packet gets through. */
      readonly passes: boolean;
    }
  | { readonly kind: "object"; readonly text: string };

/** How it is put right. `planRemedy` makes the steps. */
export type Remedy =
  /** "Make it match" for these findings of the stack's difference, by id. */
  | { readonly kind: "match"; readonly stack: string; readonly findingIds: readonly string[] }
  /** Revoke exactly these rules. `stack` is the one whose tier the group plays; null when none does. */
  | {
      readonly kind: "revoke";
      readonly stack: string | null;
      readonly rules: readonly { readonly groupId: string; readonly ruleKey: string }[];
    }
  /** No plan, and why: a sentence for people. */
  | { readonly kind: "none"; readonly because: string };

/** A finding as its rule makes it. */
export interface FindingDraft {
  /** What it is about, unique within the rule: the rest of its id. */
  readonly about: string;
  readonly certainty: Certainty;
  readonly subject: Subject;
  /** The stack it concerns; null when it needs no model. */
  readonly stack: string | null;
  /** Every group it concerns. Empty where it may be any. */
  readonly groupIds: readonly string[];
  /** Plain words. Names from EC2 are put in as they are: show it as text only. */
  readonly sentence: string;
  /** Null where nothing can be proven. */
  readonly witness: CatalogueWitness | null;
  /** How far it reaches; null where nobody can tell, and so nobody can accept it. */
  readonly extent: Extent | null;
  readonly remedy: Remedy;
}

export interface CatalogueFinding extends FindingDraft {
  /** `RULE/ABOUT` */
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  /** The published controls its rule answers. */
  readonly controls: readonly Control[];
}
