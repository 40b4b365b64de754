/** A finding of the catalogue as its page shows it. Sentences and witnesses hold names that others wrote. */
import type { ShownAcceptance } from "#components/ui/accepted-line.tsx";
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { FindingProposal } from "#lib/core/findings/catalogue/proposal.ts";

export interface ShownEntry {
  readonly scopeId: string;
  readonly finding: CatalogueFinding;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly proposal: (FindingProposal & { readonly stackId: string }) | null;
  /** By what it is accepted; null: it stands as it is. */
  readonly accepted: ShownAcceptance | null;
  /** The open request to accept it. */
  readonly askedIn: number | null;
  readonly mayAskException: boolean;
}
