import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import type { Database } from "../ports.ts";
import { lastFindings } from "../read/known-findings.ts";
import { stackModels } from "../read/stack-model.ts";

export interface FoundFinding {
  readonly finding: CatalogueFinding;
  /** What its rule is called. */
  readonly title: string;
  /** Null where it belongs to no stack. */
  readonly stackId: string | null;
  readonly teamId: string | null;
  /** The stack's name, or the account's and Region's. */
  readonly placeName: string;
  readonly accountId: string;
  readonly region: string;
}

/** A finding of a scope as the last look shows it; null when it shows none. The caller has checked that it may be read. */
export async function findFinding(
  db: Database,
  scopeId: string,
  findingId: string,
): Promise<FoundFinding | null> {
  const scope = await db.scope.findFirst({ where: { id: scopeId, enabled: true } });
  if (scope === null) return null;
  const models = await stackModels(db);
  const found = await lastFindings(db, scopeId, models);
  const finding = found?.find((each) => each.finding.id === findingId)?.finding;
  if (finding === undefined) return null;
  const model = models.find((each) => each.scopeId === scopeId && each.stack.name === finding.stack);
  return {
    finding,
    title: CATALOGUE.find(({ id }) => id === finding.ruleId)?.title ?? finding.ruleId,
    stackId: model?.id ?? null,
    teamId: model?.teamId ?? null,
    placeName: model?.stack.name ?? `${scope.accountName}, ${scope.region}`,
    accountId: scope.accountId,
    region: scope.region,
  };
}
