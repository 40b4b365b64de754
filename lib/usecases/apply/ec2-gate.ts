/** What the applier needs of EC2: one account and Region, read and changed with the write role. */
import type { ObservedGroup, ObservedInterface, ObservedPrefixList } from "#lib/core/group/observation.ts";
import type { RuleSpecification } from "#lib/core/plan/plan.ts";
import type { ScopeName } from "../observation/estate-reader.ts";

/** One EC2 call that changes something. */
export type Call =
  | {
      readonly kind: "authorize";
      readonly groupId: string;
      readonly rule: RuleSpecification;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly kind: "revoke"; readonly groupId: string; readonly rule: RuleSpecification }
  | {
      readonly kind: "modify-rule";
      readonly groupId: string;
      readonly ruleId: string;
      /** What the rule becomes. */
      readonly rule: RuleSpecification;
    }
  | {
      readonly kind: "write-description";
      readonly groupId: string;
      readonly rule: RuleSpecification;
      readonly description: string;
    }
  | { readonly kind: "write-tags"; readonly ruleId: string; readonly tags: Readonly<Record<string, string>> }
  | {
      readonly kind: "set-interface-groups";
      readonly interfaceId: string;
      readonly groupIds: readonly string[];
    }
  | {
      readonly kind: "create-group";
      readonly vpcId: string;
      readonly name: string;
      readonly description: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly kind: "delete-group"; readonly groupId: string };

/** What one call told. Only `accepted` and `unknown` can have had an effect; neither is believed without a read. */
export interface CallOutcome {
  readonly kind: "accepted" | "refused" | "throttled" | "not-sent" | "credentials" | "unknown";
  /** EC2's code, `Success`, or `UnknownIpPermissions` for a revoke that EC2 took and matched nothing. */
  readonly code: string;
  readonly message: string;
  /** What EC2 says it added or removed (`sgr-...`), or the group it made (`sg-...`). */
  readonly ruleIds: readonly string[];
  /** EC2's own name for the request, as CloudTrail has it; empty or absent where no answer came. */
  readonly requestId?: string;
}

export interface Ec2Session {
  /** Groups that exist, as they are this moment. Throws when anything of it cannot be read. */
  readGroups(groupIds: readonly string[]): Promise<readonly ObservedGroup[]>;
  /** The same in half the calls: rules have neither ids nor tags. */
  readGroupsWithoutIds(groupIds: readonly string[]): Promise<readonly ObservedGroup[]>;
  /** Every group of a VPC; rules have neither ids nor tags. */
  readGroupsOfVpc(vpcId: string): Promise<readonly ObservedGroup[]>;
  /** Every interface that carries any of these groups. */
  readCarriers(groupIds: readonly string[]): Promise<readonly ObservedInterface[]>;
  readInterfaces(interfaceIds: readonly string[]): Promise<readonly ObservedInterface[]>;
  readPrefixLists(prefixListIds: readonly string[]): Promise<readonly ObservedPrefixList[]>;
  /** Waits for the budget and for credentials that can sign. Throws when there are none: then nothing was begun. */
  ready(): Promise<void>;
  /** Makes one call, or none when `mayStillSend` says no after it was signed: that is `not-sent`. Never throws. */
  send(call: Call, mayStillSend: () => boolean): Promise<CallOutcome>;
}

/**
 * `first`: its calls are made before all others, for access that must end. `expiry`: so, because its time is over; that
 * goes on when everything else must wait.
 */
export type Urgency = "usual" | "first" | "expiry";

export interface Ec2Gate {
  /**
   * Throws when the credentials are refused, or belong to another account than the planned one, and when nothing of
   * that urgency may be changed now.
   */
  open(scope: ScopeName, urgency?: Urgency): Promise<Ec2Session>;
}
