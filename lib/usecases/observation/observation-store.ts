/** Where observations are kept: content by its hash, and for each thing the spans of time in which it had it. */
import type { ObservedPart, PartStatus } from "#lib/core/group/observation.ts";
import type { ObservationProgress } from "./estate-reader.ts";

export interface ScopeRecord {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}

/** One thing as it was known: `body` is canonical JSON, `hash` its SHA-256. */
export interface KnownItem {
  readonly kind: ObservedPart;
  readonly itemId: string;
  readonly hash: string;
  readonly body: string;
}

export type Parts = Readonly<Record<ObservedPart, PartStatus>>;

export interface FinishedObservation {
  readonly id: bigint;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly parts: Parts;
  readonly digest: string;
}

export interface ObservationOutcome {
  readonly state: "complete" | "partial" | "failed";
  readonly parts: Parts;
  readonly progress: ObservationProgress;
  readonly digest: string;
  readonly problem: string | null;
  /** Things whose content is new; their former content, if any, ends with this observation. */
  readonly changed: readonly KnownItem[];
  /** Things that are no longer there. */
  readonly gone: readonly Pick<KnownItem, "kind" | "itemId">[];
}

export interface ObservationStore {
  findScope(scopeId: string): Promise<ScopeRecord | null>;
  /** Enabled scopes. */
  listScopes(): Promise<readonly ScopeRecord[]>;
  /** The last finished observation, as of now or of `at`. */
  findFinished(scopeId: string, at?: Date): Promise<FinishedObservation | null>;
  /** Every item that was current at `at`, or is now. */
  listItems(scopeId: string, at?: Date): Promise<readonly KnownItem[]>;
  /** Starts a row, by database time. */
  begin(scopeId: string, requestedById: string | null): Promise<{ id: bigint; startedAt: Date }>;
  reportProgress(id: bigint, progress: ObservationProgress): Promise<void>;
  /**
   * Finishes the observation in one transaction that holds the scope: `decide` is given what is known now. When
   * another look that began later has finished meanwhile, nothing is written and the answer is false.
   */
  finish(
    scopeId: string,
    id: bigint,
    decide: (known: readonly KnownItem[], previous: FinishedObservation | null) => ObservationOutcome,
  ): Promise<boolean>;
}
