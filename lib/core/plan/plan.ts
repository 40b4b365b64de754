/**
 * What is to be carried out: EC2 calls in order, each a step with one effect, and what must still be true of EC2 when
 * the worker begins. Plain JSON, so that it can be stored, hashed (pinned) and shown as it is.
 */

import type { Direction, ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import type { GuardrailChange } from "#lib/core/guardrail/guardrail-change.ts";

/** A rule by its exact properties, in EC2's own canonical form: enough to authorise it, or to revoke exactly it. */
export interface RuleSpecification {
  readonly direction: Direction;
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: RulePeer;
  readonly description: string | null;
}

export type PlanStep =
  | {
      readonly action: "authorize";
      readonly groupId: string;
      readonly rule: RuleSpecification;
      /** Tags for the new rule, where the endpoint has rule ids. */
      readonly tags: Readonly<Record<string, string>>;
    }
  | {
      readonly action: "revoke";
      readonly groupId: string;
      readonly rule: RuleSpecification;
      /** Recorded, never used to revoke by: an id whose content changed makes the plan stale. */
      readonly ruleId: string | null;
    }
  | {
      /**
       * Rewrites a rule in place: EC2 keeps its id and shows no state between the two. Only where the quota leaves no
       * other order. Both rules are of one direction, and their peers of one kind.
       */
      readonly action: "modify";
      readonly groupId: string;
      /** The call names the rule by this alone: what the rule is now is read just before. */
      readonly ruleId: string;
      readonly before: RuleSpecification;
      readonly after: RuleSpecification;
    }
  | {
      /** Rewrites description and tags of a rule that stays: a grant's new end, written before the database counts it. */
      readonly action: "describe";
      readonly groupId: string;
      readonly rule: RuleSpecification;
      readonly ruleId: string | null;
      readonly description: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | {
      /** Replaces the whole group list of an interface; there is no compare-and-swap on EC2. */
      readonly action: "set-interface-groups";
      readonly interfaceId: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  | {
      readonly action: "create-group";
      /** What the plan calls it until EC2 has given it an id: `newGroupId(name)`. */
      readonly groupId: string;
      readonly vpcId: string;
      readonly name: string;
      readonly description: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly action: "delete-group"; readonly groupId: string; readonly name: string };

/** Existing rules whose flows overlap the steps', and what else the plan rests on. Any change makes the plan stale. */
export interface PinnedState {
  readonly rules: readonly { readonly groupId: string; readonly rule: ObservedRule }[];
  /** Prefix lists the flows pass through, with the version that was read. */
  readonly prefixLists: readonly { readonly prefixListId: string; readonly version: number | null }[];
  readonly referencedGroupIds: readonly string[];
  readonly pattern: { readonly name: string; readonly version: number };
  readonly interfaces: readonly { readonly interfaceId: string; readonly groupIds: readonly string[] }[];
}

export interface Plan {
  readonly accountId: string;
  readonly region: string;
  readonly steps: readonly PlanStep[];
  readonly pinned: PinnedState;
  readonly gained: readonly FlowLine[];
  readonly lost: readonly FlowLine[];
}

/** One line of a canonical flow set, printed. `peer` is a CIDR or a group id; `service` as `tcp/8080`. */
export interface FlowLine {
  readonly groupId: string;
  readonly direction: Direction;
  readonly peer: string;
  readonly service: string;
}

/** What happens to connections that are open when a flow is lost. Computed from connection tracking, never assumed. */
export type SessionForecast = "go-on" | "cut-at-once" | "cannot-tell";

/** What a plan makes possible and impossible, for people to read before they approve. */
export interface Effect {
  readonly gained: readonly FlowLine[];
  readonly lost: readonly FlowLine[];
  /** Plain sentences in reading order: what becomes possible, what becomes impossible. */
  readonly sentences: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly instanceIds: readonly string[];
  readonly sessions: readonly {
    readonly line: FlowLine;
    readonly forecast: SessionForecast;
    readonly why: string;
  }[];
  /** Guardrails that do not surely hold after it, or did not before. */
  readonly guardrails: readonly GuardrailChange[];
  /**
   * Things an approver must know: the last SSH source goes, a guardrail breaks, the rule was already open, a group is
   * shared.
   */
  readonly warnings: readonly string[];
}
