import type { ShownDiffLine } from "#components/changes/plan-diff.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

/** One move of a change: who, when, why, and what it changed of what people approve. */
export interface ShownMove {
  readonly version: number;
  readonly from: ChangeState | null;
  readonly to: ChangeState;
  readonly at: string;
  /** Null: Sallyport itself. */
  readonly personName: string | null;
  readonly why: string;
  readonly diff: readonly ShownDiffLine[];
}
