/**
 * The model: what a tiered application is meant to allow.
 *
 * A pattern is reusable; a stack is one application in one VPC that follows it; a binding says which groups play
 * which tier. All of it is data, written by people as YAML (`lib/formats`), parsed before it reaches the core.
 */

/** A service a rule of the model allows: one protocol and an inclusive port range, or everything. */
export interface Service {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a protocol number as text. */
  readonly protocol: string;
  /** For icmp and icmpv6 the axis carries type x 256 + code. Null: every port. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
}

/** Where a meant flow comes from (or goes to, for egress). */
export type MeantPeer =
  /** Everyone, in the address families the VPC has. */
  | { readonly kind: "anyone" }
  /** The groups that play another tier of the same stack. */
  | { readonly kind: "tier"; readonly tier: string }
  | { readonly kind: "cidr"; readonly cidr: string }
  | { readonly kind: "prefix-list"; readonly prefixListId: string }
  | { readonly kind: "group"; readonly groupId: string }
  /** Live grants and standing sources of the stack: what the ssh-admin tier opens. */
  | { readonly kind: "granted-sources" };

export interface MeantFlow {
  readonly peer: MeantPeer;
  readonly services: readonly Service[];
}

/** `list`: exactly these. `any`: everything is meant. `unmanaged`: shown, never a finding. */
export type DirectionModel =
  | { readonly mode: "list"; readonly flows: readonly MeantFlow[] }
  | { readonly mode: "any" }
  | { readonly mode: "unmanaged" };

export interface Tier {
  readonly name: string;
  /** `door`: takes people's SSH sources. `workload`: carries an application's part. `bastion`: the host people pass through. */
  readonly role: "workload" | "door" | "bastion";
  readonly ingress: DirectionModel;
  readonly egress: DirectionModel;
}

/** What every instance's primary interface must carry. */
export interface MembershipRule {
  /** Exactly one of these tiers. */
  readonly oneOf: readonly string[];
  /** And each of these. */
  readonly all: readonly string[];
}

/** Whom a guardrail speaks of. `internet`: public addresses, but for a stack's own sources at its door. */
export type GuardrailPeer =
  | { readonly kind: "internet" }
  | { readonly kind: "tier"; readonly tier: string }
  | { readonly kind: "cidr"; readonly cidr: string }
  | { readonly kind: "group"; readonly groupId: string };

/** What must never, or always, be possible, whatever else the rules say. */
export type Guardrail =
  | {
      /** `always`: from every interface of the peer to every interface of the tier. `never`: from none to none. */
      readonly kind: "never" | "always";
      readonly peer: GuardrailPeer;
      readonly tier: string;
      readonly services: readonly Service[];
    }
  | {
      /** Every network that the tier's rules let in lies in these. References to groups are no networks. */
      readonly kind: "sources-within";
      readonly tier: string;
      readonly services: readonly Service[];
      readonly cidrs: readonly string[];
    };

export interface Pattern {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly tiers: readonly Tier[];
  readonly membership: MembershipRule;
  /** None when absent. */
  readonly guardrails?: readonly Guardrail[];
}

/** A tier may be played by several groups; plans write to the primary one. */
export interface TierBinding {
  readonly tier: string;
  readonly primaryGroupId: string;
  readonly otherGroupIds: readonly string[];
}

/** A source the organisation keeps open without an end: it has an owner and a review date instead. */
export interface OpenSource {
  readonly name: string;
  readonly peer: Extract<MeantPeer, { kind: "cidr" | "prefix-list" | "group" }>;
}

export interface Stack {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  readonly pattern: Pattern;
  readonly bindings: readonly TierBinding[];
  /** Everything the door is meant to be open to right now: standing sources and live grants. */
  readonly openSources: readonly OpenSource[];
  /** The stack's own, beside those of its pattern. None when absent. */
  readonly guardrails?: readonly Guardrail[];
}
