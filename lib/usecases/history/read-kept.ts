/** What is kept of the past in every account and Region, what was removed of it, and how long looks are kept. */
import { may } from "#lib/core/approval/authority.ts";
import type { Retention } from "#lib/core/history/retention.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { readRetention } from "./read-retention.ts";
import { type ThinnedView, thinnedSpans } from "./thinned-spans.ts";

export interface KeptScope {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  /** Looks that are kept, and when the first and the last of them ended (ISO 8601 UTC); null where there is none. */
  readonly looks: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface KeptView {
  readonly retention: Retention;
  readonly version: number;
  readonly scopes: readonly KeptScope[];
  readonly thinned: readonly ThinnedView[];
  /** Bytes that looks and what they saw take in the database, indexes included. */
  readonly bytes: number;
  readonly mayEdit: boolean;
}

export async function readKept(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<KeptView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const { retention, version } = await readRetention(db);
  const scopes = await db.$queryRaw<
    (Omit<KeptScope, "first" | "last"> & { first: Date | null; last: Date | null })[]
  >`
    SELECT s.id AS "scopeId", s.account_name AS "accountName", s.region, count(o.id)::int AS looks,
           min(o.finished_at) AS first, max(o.finished_at) AS last
      FROM scope s LEFT JOIN observation o ON o.scope_id = s.id AND o.digest IS NOT NULL
     GROUP BY s.id ORDER BY s.account_name, s.region`;
  const [size] = await db.$queryRaw<{ bytes: bigint }[]>`
    SELECT pg_total_relation_size('observation') + pg_total_relation_size('observed_item')
           + pg_total_relation_size('content') AS bytes`;
  return succeed({
    retention,
    version,
    scopes: scopes.map(({ first, last, ...scope }) => ({
      ...scope,
      first: first?.toISOString() ?? null,
      last: last?.toISOString() ?? null,
    })),
    thinned: await thinnedSpans(
      db,
      scopes.map(({ scopeId }) => scopeId),
      new Date(0),
      new Date(),
    ),
    bytes: Number(size?.bytes ?? 0),
    mayEdit: may(roles, "edit-policy"),
  });
}
