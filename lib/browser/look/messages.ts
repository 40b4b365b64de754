/** What the page and its worker say to each other. */
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { GivenFile, LookProblem, PassedOver } from "./given-file.ts";
import type { LookProgress } from "./progress.ts";
import type { Asked } from "./questions.ts";

/** A look in a few words. */
export interface LookSummary {
  readonly accountId: string;
  readonly region: string;
  readonly groups: number;
  readonly rules: number;
  readonly interfaces: number;
  readonly findings: number;
  /** Those nobody can tell are not among them. */
  readonly worst: CatalogueFinding["severity"] | null;
  readonly proposals: number;
  /** Parts of the account that were not given whole, a sentence each. */
  readonly missing: readonly string[];
  readonly passedOver: readonly PassedOver[];
  readonly milliseconds: number;
  /** ISO 8601 UTC: when it was taken; of files that say nothing of it, when they were read. */
  readonly takenAt: string;
  /** It was kept as a file then, and is looked at again. */
  readonly wasKept: boolean;
}

export type ToWorker =
  | { readonly kind: "look"; readonly files: readonly GivenFile[] }
  /** Told as a Blob; null where a file cannot be read any more. */
  | { readonly kind: "keep"; readonly id: number }
  | { readonly kind: "ask"; readonly id: number; readonly asked: Asked };

export type FromWorker =
  | { readonly kind: "progress"; readonly progress: LookProgress }
  | {
      readonly kind: "refused";
      readonly problems: readonly LookProblem[];
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly kind: "ready"; readonly summary: LookSummary }
  | { readonly kind: "told"; readonly id: number; readonly told: unknown };
