/**
 * Ends access whose time is over while the log takes no entry: the one thing that is still done then. Each call is
 * announced in the spool first, on this machine's own disk; where that cannot be written, no call is made. The grant
 * itself ends later, in the database, when its end finds no rule any more.
 */
import { endOfRule } from "#lib/core/grant/rule-end.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { SpoolEvent } from "#lib/formats/spool/spool-line.ts";
import type { Ec2Gate } from "../apply/ec2-gate.ts";
import { databaseTime } from "../database-time.ts";
import type { Database } from "../ports.ts";
import { stackModelsForEnds } from "../read/stack-model.ts";
import { grantRule } from "./grant-rule.ts";
import { staysStanding } from "./propose-end.ts";
import { liveHolders } from "./rule-holders.ts";

export interface SpoolDeps {
  readonly db: Database;
  /** With a budget that needs no database. */
  readonly ec2: Ec2Gate;
  /** Throws when the line is not surely kept. */
  readonly append: (event: SpoolEvent) => void;
}

/** `left`: nothing was called, because of the sentence. */
export type SpooledEnd =
  | { readonly kind: "revoked" | "still-there"; readonly code: string }
  | { readonly kind: "left"; readonly sentence: string };

const left = (sentence: string): SpooledEnd => ({ kind: "left", sentence });

const SEND_WITHIN_MS = 10_000;

/** Throws what reading the database or EC2 throws, and what keeps the spool from being written. */
export async function endBySpool({ db, ec2, append }: SpoolDeps, grantId: string): Promise<SpooledEnd> {
  const grant = await db.grant.findUnique({
    where: { id: grantId },
    include: { stack: { include: { scope: true } } },
  });
  const now = await databaseTime(db);
  if (grant === null || !["live", "ending"].includes(grant.state) || grant.endsAt > now)
    return left("It is not overdue.");
  if (grant.alreadyOpenBy !== null) return left("It has no rule of its own.");
  if ((await liveHolders(db, grant)).length > 0) return left("Somebody else's grant needs the rule.");
  if (staysStanding(await stackModelsForEnds(db), grant)) return left("The source stands without an end.");
  const { accountId, region } = grant.stack.scope;
  const session = await ec2.open({ accountId, region }, "expiry");
  const key = ruleKey(grantRule(grant));
  const [group] = await session.readGroups([grant.groupId]);
  const rule = group?.rules.find((each) => ruleKey(each) === key);
  if (rule === undefined) return left("Its rule is gone.");
  const until = endOfRule(rule);
  if (until === null || until > now.getTime())
    return left("The rule says otherwise on EC2: it is looked at again.");
  await session.ready();
  const write = (kind: SpoolEvent["kind"], code: string, message: string): void =>
    append({
      kind,
      at: new Date().toISOString(),
      grantId,
      stackId: grant.stackId,
      personId: grant.personId,
      accountId,
      region,
      groupId: grant.groupId,
      ruleKey: key,
      endsAt: grant.endsAt.toISOString(),
      code,
      message,
    });
  write("intent", "", "");
  const sendBefore = performance.now() + SEND_WITHIN_MS;
  const { ruleId: _, tags: __, ...properties } = rule;
  const outcome = await session.send(
    { kind: "revoke", groupId: grant.groupId, rule: properties },
    () => performance.now() < sendBefore,
  );
  write("outcome", outcome.code, outcome.message);
  const [after] = await session.readGroupsWithoutIds([grant.groupId]);
  const isThere = after?.rules.some((each) => ruleKey(each) === key) ?? false;
  const kind = isThere ? "still-there" : "revoked";
  write("read", kind, "");
  return { kind, code: outcome.code };
}
