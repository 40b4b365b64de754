import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { placeOf } from "../change/place-of.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

export const EXCEPTION_LISTS = ["in-force", "asked", "over"] as const;

export const listExceptionsInput = z.strictObject({
  show: z.enum(EXCEPTION_LISTS).default("in-force"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

export interface ExceptionRow {
  readonly id: string;
  readonly number: number;
  readonly findingId: string;
  readonly sentence: string;
  readonly placeName: string;
  readonly ownerName: string;
  readonly reason: string;
  readonly changeNumber: number;
  /** ISO 8601 UTC. */
  readonly beganAt: string | null;
  readonly endsAt: string;
  readonly endedAt: string | null;
  /** Why it is over, in words; null while it is not. */
  readonly over: string | null;
  readonly mayEnd: boolean;
}

export interface ExceptionList {
  readonly rows: readonly ExceptionRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

const PAGE_SIZE = 50;

const OVER: Readonly<Record<string, string>> = {
  expired: "Its time was over",
  withdrawn: "Ended early",
  refused: "Not approved",
};

/** For a query: each list as it is by now, or was at a moment of the past. By their times, as far as they say it. */
const listed = (show: (typeof EXCEPTION_LISTS)[number], at: Date, isPast: boolean) => {
  const begun = { beganAt: { lte: at } };
  const notEnded = { OR: [{ endedAt: null }, { endedAt: { gt: at } }] };
  if (!isPast)
    return {
      "in-force": { state: "live", endsAt: { gt: at } },
      asked: { state: "asked" },
      over: { OR: [{ state: { in: ["ended", "refused"] } }, { state: "live", endsAt: { lte: at } }] },
    }[show];
  return {
    "in-force": { ...begun, ...notEnded, endsAt: { gt: at } },
    asked: {
      createdAt: { lte: at },
      AND: [notEnded, { OR: [{ beganAt: null }, { beganAt: { gt: at } }] }],
    },
    over: { OR: [{ endedAt: { lte: at } }, { ...begun, endsAt: { lte: at } }] },
  }[show];
};

/**
 * Exceptions to findings: those in force by their times (the next to end first), asked for, or over; now, or as of a
 * moment of the past, where none can be ended.
 */
export async function listExceptions(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { show, page: asked }: z.output<typeof listExceptionsInput>,
  at?: Date,
): Promise<Result<ExceptionList, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const now = at ?? (await databaseTime(db));
  const where = listed(show, now, at !== undefined);
  const total = await db.findingException.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(asked, pages);
  const rows = await db.findingException.findMany({
    where,
    orderBy: show === "in-force" ? [{ endsAt: "asc" }, { number: "asc" }] : [{ number: "desc" }],
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
    include: {
      owner: { select: { displayName: true } },
      endedBy: { select: { displayName: true } },
      change: { select: { number: true } },
      stack: { select: { name: true, teamId: true } },
      scope: { select: { accountName: true, region: true } },
    },
  });
  return succeed({
    total,
    page,
    pages,
    rows: rows.map((row) => {
      const isEnded = row.endedAt !== null && row.endedAt <= now;
      const why = (isEnded ? row.endReason : null) ?? (row.endsAt <= now ? "expired" : null);
      const by = row.endedBy === null || !isEnded ? "" : ` by ${row.endedBy.displayName}`;
      return {
        id: row.id,
        number: row.number,
        findingId: row.findingId,
        sentence: row.sentence,
        placeName: placeOf(row),
        ownerName: row.owner.displayName,
        reason: row.reason,
        changeNumber: row.change.number,
        beganAt: row.beganAt?.toISOString() ?? null,
        endsAt: row.endsAt.toISOString(),
        endedAt: isEnded ? (row.endedAt?.toISOString() ?? null) : null,
        over: why === null ? null : `${OVER[why] ?? why}${by}`,
        mayEnd:
          at === undefined &&
          show === "in-force" &&
          (row.ownerId === actor.personId || may(roles, "ask-exception", row.stack?.teamId ?? null)),
      };
    }),
  });
}
