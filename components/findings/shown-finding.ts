/** A finding of the catalogue as its page shows it. Sentences and witnesses hold names that others wrote. */
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { FindingProposal } from "#lib/core/findings/catalogue/proposal.ts";

export interface ShownEntry {
  readonly finding: CatalogueFinding;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly proposal: (FindingProposal & { readonly stackId: string }) | null;
}
