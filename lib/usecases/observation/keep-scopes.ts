import { appendAudit } from "../audit/append-audit.ts";
import type { Database, SystemActor } from "../ports.ts";

export interface WantedScope {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}

/** Makes the scopes exactly those that the operator configured: new ones are added, others are no longer looked at. */
export async function keepScopes(
  db: Database,
  actor: SystemActor,
  wanted: readonly WantedScope[],
): Promise<void> {
  await db.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('keep scopes', 0))::text`;
    const present = await transaction.scope.findMany();
    for (const { accountId, accountName, region } of wanted) {
      const found = present.find((scope) => scope.accountId === accountId && scope.region === region);
      if (found?.enabled === true && found.accountName === accountName) continue;
      await transaction.scope.upsert({
        where: { accountId_region: { accountId, region } },
        create: { accountId, accountName, region },
        update: { accountName, enabled: true },
      });
      await appendAudit(transaction, {
        actor,
        action: found === undefined ? "scope.added" : "scope.changed",
        details: { accountId, accountName, region, enabled: true },
      });
    }
    const isWanted = (scope: { accountId: string; region: string }) =>
      wanted.some(({ accountId, region }) => accountId === scope.accountId && region === scope.region);
    for (const scope of present.filter((each) => each.enabled && !isWanted(each))) {
      await transaction.scope.update({ where: { id: scope.id }, data: { enabled: false } });
      const { accountId, accountName, region } = scope;
      await appendAudit(transaction, {
        actor,
        action: "scope.changed",
        details: { accountId, accountName, region, enabled: false },
      });
    }
  });
}
