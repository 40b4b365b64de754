import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { findingHash } from "./record-findings.ts";

/** ISO 8601 UTC: since when a finding of a scope is known without a break; null where nobody kept it. */
export type FirstSeen = (scopeId: string, findingId: string) => string | null;

/** Of what is known now, or was known at `at`. */
export async function readFirstSeen(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
  at?: Date,
): Promise<Result<FirstSeen, Refusal>> {
  if (!may(await heldRoles(db, actor.personId), "read")) return fail(ABSENT);
  const spans = await db.findingSpan.findMany({
    where:
      at === undefined
        ? { goneAt: null }
        : { firstSeenAt: { lte: at }, OR: [{ goneAt: null }, { goneAt: { gt: at } }] },
  });
  const known = new Map(
    spans.map(({ scopeId, findingHash: hash, firstSeenAt }) => [
      `${scopeId} ${Buffer.from(hash).toString("hex")}`,
      firstSeenAt.toISOString(),
    ]),
  );
  return succeed((scopeId, findingId) => known.get(`${scopeId} ${findingHash(findingId)}`) ?? null);
}
