import { catalogueContext, type KnownSource } from "#lib/core/findings/catalogue/catalogue-context.ts";
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { type FindingProposal, proposalOf } from "#lib/core/findings/catalogue/proposal.ts";
import { runCatalogue } from "#lib/core/findings/catalogue/run-catalogue.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { Database } from "../ports.ts";
import { lastFindingsOf } from "./known-observation.ts";
import { sourcesAt } from "./sources-at.ts";
import type { StackModel } from "./stack-model.ts";

export interface ProposedFinding {
  readonly finding: CatalogueFinding;
  readonly proposal: FindingProposal | null;
}

/** An observation never changes, so what its last question found is kept beside it. */
const known = new WeakMap<
  Observation,
  { readonly asked: string; readonly found: readonly ProposedFinding[] }
>();

/** Named sources in use by the stacks of a scope now. */
export async function sourcesOf(db: Database, scopeId: string): Promise<readonly KnownSource[]> {
  const stack = { scopeId, retiredAt: null };
  const rows = await db.source.findMany({
    where: { OR: [{ stacks: { some: { stack } } }, { grants: { some: { state: "live", stack } } }] },
    select: { name: true, value: true, owner: { select: { displayName: true } } },
    orderBy: [{ value: "asc" }, { name: "asc" }],
  });
  return rows.map(({ name, value, owner }) => ({ name, value, ownerName: owner?.displayName ?? null }));
}

/**
 * What the catalogue says of a scope as it was last observed, or in the look in force at `at`, worst first; null before
 * the first look has ended. The caller has checked that the actor may read. `models`: every stack in use then.
 */
export async function lastFindings(
  db: Database,
  scopeId: string,
  models: readonly StackModel[],
  at?: Date,
): Promise<readonly ProposedFinding[] | null> {
  const inScope = models.filter((model) => model.scopeId === scopeId);
  const own = inScope.map(({ stack }) => stack);
  const last = await lastFindingsOf(db, scopeId, own, at);
  if (last === null) return null;
  const { observation } = last;
  const sources = at === undefined ? await sourcesOf(db, scopeId) : await sourcesAt(db, scopeId, inScope, at);
  const asked = JSON.stringify([own, sources]);
  const kept = known.get(observation);
  if (kept?.asked === asked) return kept.found;
  const stacks = own.map((stack) => ({ stack, diff: last.of(stack) }));
  const context = catalogueContext({ observation, stacks, sources });
  const found = runCatalogue(context).map((finding) => ({
    finding,
    proposal: proposalOf(finding.remedy, context),
  }));
  known.set(observation, { asked, found });
  return found;
}
