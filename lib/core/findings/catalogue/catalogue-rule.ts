import type { CatalogueContext } from "./catalogue-context.ts";
import type { FindingDraft, Severity } from "./catalogue-finding.ts";
import type { Control } from "./control.ts";

/** One rule of the catalogue: what it looks for, how bad it is, and how it finds it. */
export interface CatalogueRule {
  /** Kebab-case, never renamed: links, filters and SARIF rest on it. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** Why it matters and what to do, in a few plain sentences. */
  readonly explanation: string;
  /** `account`: an observation is enough. `stack`: it needs the model of a stack. */
  readonly needs: "account" | "stack";
  readonly controls: readonly Control[];
  /** The order, repetition and spelling of EC2's answers never change what it returns (law 3). */
  readonly evaluate: (context: CatalogueContext) => readonly FindingDraft[];
}
