import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, SystemActor } from "../ports.ts";

export interface NewScope {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}

/** Puts an account in one Region under observation; one that is there already stays as it is. Returns its id. */
export const addScope = (
  deps: Pick<Deps, "db">,
  actor: SystemActor,
  { accountId, accountName, region }: NewScope,
): Promise<string> =>
  deps.db.$transaction(async (transaction) => {
    const made = await transaction.scope.createMany({
      data: [{ accountId, accountName, region }],
      skipDuplicates: true,
    });
    const { id } = await transaction.scope.findUniqueOrThrow({
      where: { accountId_region: { accountId, region } },
      select: { id: true },
    });
    if (made.count > 0) {
      await appendAudit(transaction, {
        actor,
        action: "scope.added",
        details: { accountId, accountName, region },
      });
    }
    return id;
  });
