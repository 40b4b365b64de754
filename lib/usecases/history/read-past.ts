/** What a page seen as of a moment must say of itself: which look was in force then, in each account and Region. */
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import { endedBy } from "../observation/observation-rows.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { type ScopeStatus, scopeStatuses } from "../read/scope-status.ts";
import { type ThinnedView, thinnedSpans } from "./thinned-spans.ts";

export interface PastScope {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  /** ISO 8601 UTC: when the look in force ended; null when there had been none. */
  readonly lookAt: string | null;
  /** When the first look that is kept ended; null when there is none at all. */
  readonly firstAt: string | null;
  /** When the look after the one in force ended; null when there is none yet. */
  readonly nextAt: string | null;
  /** Looks around the moment were thinned: to what; null where every one is kept. */
  readonly thinned: ThinnedView | null;
  /** Sentences about what could not be read in the look in force. */
  readonly problems: readonly string[];
}

export interface Past {
  /** ISO 8601 UTC: the moment asked for. */
  readonly at: string;
  /** It has not come yet: what is shown is what was seen last. */
  readonly isFuture: boolean;
  readonly scopes: readonly PastScope[];
}

async function endOfLook(db: Database, scopeId: string, after: Date | undefined): Promise<string | null> {
  const row = await db.observation.findFirst({
    where: {
      scopeId,
      digest: { not: null },
      finishedAt: { not: null, ...(after === undefined ? {} : { gte: endedBy(after).lt ?? after }) },
    },
    orderBy: [{ finishedAt: "asc" }, { id: "asc" }],
    select: { finishedAt: true },
  });
  return row?.finishedAt?.toISOString() ?? null;
}

const pastScope = async (db: Database, status: ScopeStatus, at: Date): Promise<PastScope> => ({
  scopeId: status.scopeId,
  accountName: status.accountName,
  region: status.region,
  lookAt: status.observedAt,
  firstAt: await endOfLook(db, status.scopeId, undefined),
  nextAt: await endOfLook(db, status.scopeId, at),
  thinned: (await thinnedSpans(db, [status.scopeId], at, at))[0] ?? null,
  problems: status.problems,
});

/** The looks in force at `at`, in every account and Region known then or now. */
export async function readPast(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { at }: { readonly at: Date },
): Promise<Result<Past, Refusal>> {
  const { db } = deps;
  if (!may(await heldRoles(db, actor.personId), "read")) return fail(ABSENT);
  const [statuses, now] = await Promise.all([scopeStatuses(db, at), databaseTime(db)]);
  return succeed({
    at: at.toISOString(),
    isFuture: at > now,
    scopes: await Promise.all(statuses.map((status) => pastScope(db, status, at))),
  });
}
