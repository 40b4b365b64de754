/** What the stack's page shows of one stack. Names, descriptions and sentences may hold text that others wrote. */
import type { ShownAcceptance } from "#components/ui/accepted-line.tsx";
import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import type { Finding, MembershipFinding } from "#lib/core/diff/finding.ts";
import type { Line, Witness } from "#lib/core/diff/line.ts";
import type { Direction } from "#lib/core/group/observation.ts";

export interface ShownSince {
  readonly at: string;
  readonly isOlder: boolean;
}

export interface ShownMaker {
  readonly changeNumber: number;
  readonly requesterName: string | null;
  readonly at: string;
}

export interface ShownFinding {
  readonly finding: Finding;
  readonly sentence: string;
  readonly since: ShownSince | null;
  /** By what it is accepted; null: it stands as it is. */
  readonly accepted: ShownAcceptance | null;
  /** As the catalogue calls it. */
  readonly catalogueId: string;
  /** Nobody can accept what nobody can tell. */
  readonly isAcceptable: boolean;
}

export interface ShownRule {
  readonly id: string;
  readonly groupId: string;
  readonly key: string;
  readonly ruleIds: readonly string[];
  readonly direction: Direction;
  readonly peer: string;
  readonly peerName: string | null;
  readonly service: string;
  readonly verdict: RuleVerdict["verdict"];
  readonly outside: readonly Line[];
  readonly witness: Witness | null;
  readonly openToWorld: readonly string[];
  readonly descriptions: readonly string[];
  readonly since: ShownSince | null;
  readonly maker: ShownMaker | null;
}

export interface ShownTierRules {
  readonly tier: string;
  readonly direction: Direction;
  readonly mode: "list" | "any" | "unmanaged";
  readonly meant: readonly Line[];
  readonly missing: readonly Line[];
  readonly rules: readonly ShownRule[];
}

export interface ShownMember {
  readonly interfaceId: string;
  readonly instanceId: string | null;
  readonly name: string | null;
  readonly addresses: readonly string[];
  readonly publicAddresses: readonly string[];
  readonly subnetId: string;
  readonly tiers: readonly string[];
  readonly otherGroups: readonly { readonly groupId: string; readonly name: string | null }[];
  readonly faults: readonly MembershipFinding["kind"][];
  readonly managedBy: string | null;
}
