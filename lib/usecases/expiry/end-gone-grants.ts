import type { ApplyDeps } from "../apply/apply-deps.ts";
import { endGrants } from "./end-grants.ts";

interface Missing {
  readonly id: string;
  readonly groupId: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Live grants whose group the last whole look did not find end as "gone", once EC2 itself says that there is no such
 * group: nothing is left to close. Returns how many. For the worker's loop.
 */
export async function endGoneGrants(deps: ApplyDeps): Promise<number> {
  const missing = await deps.db.$queryRaw<Missing[]>`
    SELECT g.id, g.group_id AS "groupId", scope.account_id AS "accountId", scope.region
      FROM "grant" g JOIN stack ON stack.id = g.stack_id JOIN scope ON scope.id = stack.scope_id
     WHERE g.state = 'live'
       AND EXISTS (SELECT 1 FROM observed_item item WHERE item.scope_id = scope.id AND item.kind = 'groups')
       AND NOT EXISTS (
         SELECT 1 FROM observed_item item
          WHERE item.scope_id = scope.id AND item.kind = 'groups' AND item.item_id = g.group_id
            AND item.valid_until IS NULL)
     LIMIT 100`;
  let ended = 0;
  for (const { id, groupId, accountId, region } of missing) {
    const session = await deps.ec2.open({ accountId, region });
    if ((await session.readGroupsWithoutIds([groupId])).length > 0) continue;
    await deps.db.$transaction((transaction) => endGrants(transaction, deps, { id, state: "live" }, "gone"));
    ended += 1;
  }
  return ended;
}
