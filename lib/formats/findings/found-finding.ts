import type { FindingReport } from "../report/report-parts.ts";

/** A finding of an account in reach, as its files have it. */
export interface FoundFinding {
  readonly finding: FindingReport;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** ISO 8601 UTC: the look that shows it. */
  readonly observedAt: string;
  readonly accepted: {
    readonly number: number;
    readonly ownerName: string;
    readonly reason: string;
    /** ISO 8601 UTC. */
    readonly endsAt: string;
  } | null;
}
