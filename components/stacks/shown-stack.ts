import type { FindingKind } from "#lib/core/diff/finding.ts";
import type { Standing } from "#lib/core/findings/exception/standing.ts";

export interface ShownTier {
  readonly tier: string;
  readonly role: "workload" | "door" | "bastion";
  readonly state: Standing;
  readonly accepted: number;
  readonly counts: Readonly<Record<FindingKind, number>>;
}

/** A stack as the matrix shows it. */
export interface ShownStack {
  readonly name: string;
  readonly teamName: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly pattern: string;
  readonly state: Standing;
  readonly accepted: number;
  readonly findings: number;
  readonly severity: number;
  readonly tiers: readonly ShownTier[];
  readonly unplaced: number;
  /** Null once its account and Region are observed no more. */
  readonly scope: { readonly observedAt: string | null; readonly isStale: boolean } | null;
}
