/** Groups as their pages show them. Names, descriptions and tags are text that others wrote. */
import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import type { DiffState } from "#lib/core/diff/finding.ts";

export interface ShownGroup {
  readonly groupId: string;
  readonly name: string;
  readonly vpcId: string | null;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly plays: { readonly stack: string; readonly tier: string; readonly state: DiffState } | null;
  readonly rules: { readonly ingress: number; readonly egress: number } | null;
  readonly carriedBy: number;
  readonly openToWorld: readonly string[];
  readonly managedBy: string | null;
}

export interface ShownLife {
  readonly key: string;
  readonly spans: readonly { readonly from: string; readonly until: string | null }[];
  readonly isOlder: boolean;
  readonly descriptions: readonly string[];
}

export interface ShownGroupRule {
  readonly key: string;
  readonly direction: "ingress" | "egress";
  readonly peer: string;
  readonly peerName: string | null;
  readonly service: string;
  readonly ruleIds: readonly string[];
  readonly descriptions: readonly string[];
  readonly verdict: RuleVerdict["verdict"] | "outside";
  readonly life: ShownLife | null;
  readonly maker: {
    readonly changeNumber: number;
    readonly requesterName: string | null;
    readonly at: string;
  } | null;
}
