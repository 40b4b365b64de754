/**
 * One difference between model and observation. Plain JSON, so that it can be stored and shown as it is.
 *
 * An id is made of what the finding is about, never of rule ids or positions: the same difference has the same id in
 * the next observation.
 */
import type { Direction } from "#lib/core/group/observation.ts";
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import type { Line, Witness } from "./line.ts";

export const FINDING_KINDS = [
  "missing",
  "extra",
  "too-wide",
  "redundant",
  "stale-reference",
  "unknown",
  "unbound",
  "group-gone",
  "group-elsewhere",
  "no-door",
  "lacks-tier",
  "no-tier",
  "several-tiers",
  "listed-interface",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A flow that is missing by rule and yet open by packet, because of wider rules. */
export interface OpenAnyway {
  readonly extent: "all" | "part";
  /** The rules that let these packets through all the same. */
  readonly rules: readonly WiderRule[];
}

export interface WiderRule {
  readonly groupId: string;
  readonly ruleKey: string;
  readonly ruleIds: readonly string[];
  /** The whole rule in one line. */
  readonly rule: FlowLine;
}

/** Flows that no rule names though the model does. */
export interface MissingFinding {
  readonly kind: "missing";
  readonly id: string;
  readonly tier: string;
  readonly direction: Direction;
  /** The group to write to. */
  readonly groupId: string;
  /** The groups carried together that lack the flows, the one to write to first. */
  readonly carried: readonly string[];
  readonly lines: readonly Line[];
  readonly witness: Witness | null;
  readonly openAnyway: OpenAnyway | null;
}

/** A rule that allows what was not meant, or that adds nothing. `lines` are its flows of that kind. */
export interface RuleFinding {
  readonly kind: "extra" | "too-wide" | "redundant" | "stale-reference";
  readonly id: string;
  readonly tier: string;
  readonly direction: Direction;
  readonly groupId: string;
  readonly ruleKey: string;
  /** Empty on endpoints without rule ids. */
  readonly ruleIds: readonly string[];
  /** The whole rule in one line. */
  readonly rule: FlowLine;
  readonly lines: readonly Line[];
  readonly witness: Witness | null;
  /** Services in `lines` that are open to the Internet, alone or in pieces with the tier's other rules. */
  readonly openToWorld: readonly string[];
  /** The rule names an IPv6 network made of IPv4 addresses: no IPv4 packet matches it. */
  readonly hidesIpv4: boolean;
}

/** What could not be read well enough to judge. */
export interface UnknownFinding {
  readonly kind: "unknown";
  readonly id: string;
  readonly tier: string | null;
  readonly direction: Direction | null;
  /** `rule`: one rule; `rules`: a whole group; `flows`: whether something is missing; `members`: who carries what. */
  readonly subject: "rule" | "rules" | "flows" | "members";
  readonly groupId: string | null;
  readonly ruleKey: string | null;
  readonly ruleIds: readonly string[];
  readonly rule: FlowLine | null;
  readonly lines: readonly Line[];
  readonly witness: null;
}

/** A tier without a group, or bound to one that cannot play it. */
export interface BindingFinding {
  readonly kind: "unbound" | "group-gone" | "group-elsewhere";
  readonly id: string;
  readonly tier: string;
  readonly groupId: string | null;
}

/** An interface that carries the wrong groups of the stack, or that no membership rule speaks of. */
export interface MembershipFinding {
  readonly kind: "no-door" | "lacks-tier" | "no-tier" | "several-tiers" | "listed-interface";
  readonly id: string;
  /** The tier that is lacking; null where it is about several or none. */
  readonly tier: string | null;
  /** The tiers it carries, in the pattern's order; for no-tier and several-tiers only those that exclude each other. */
  readonly tiers: readonly string[];
  readonly interfaceId: string;
  readonly instanceId: string | null;
  /** The stack's groups that it carries. */
  readonly groupIds: readonly string[];
}

export type Finding = MissingFinding | RuleFinding | UnknownFinding | BindingFinding | MembershipFinding;

/** These say something about a stack without putting it out of line: no flow and no membership is wrong. */
const NOTES: ReadonlySet<FindingKind> = new Set(["redundant", "stale-reference", "listed-interface"]);

export const isNote = (finding: Finding): boolean => NOTES.has(finding.kind);

/** `unknown` is never shown as good: it stands unless something is certainly out of line. */
export type DiffState = "in-line" | "out-of-line" | "unknown";

export interface Summary {
  readonly state: DiffState;
  readonly counts: Readonly<Record<FindingKind, number>>;
}

const NO_COUNTS: Summary["counts"] = {
  missing: 0,
  extra: 0,
  "too-wide": 0,
  redundant: 0,
  "stale-reference": 0,
  unknown: 0,
  unbound: 0,
  "group-gone": 0,
  "group-elsewhere": 0,
  "no-door": 0,
  "lacks-tier": 0,
  "no-tier": 0,
  "several-tiers": 0,
  "listed-interface": 0,
};

export const summarise = (findings: readonly Finding[]): Summary => {
  const counts = { ...NO_COUNTS };
  let state: DiffState = "in-line";
  for (const finding of findings) {
    counts[finding.kind] += 1;
    if (isNote(finding) || state === "out-of-line") continue;
    state = finding.kind === "unknown" ? "unknown" : "out-of-line";
  }
  return { state, counts };
};
