/** How fresh what we know of each account and Region is, and whether somebody is looking right now. */
import { z } from "zod";
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import { databaseTime } from "../database-time.ts";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";

export interface ScopeProgress {
  readonly startedAt: string;
  /** What has been read so far, part by part; a part that is not listed has not begun. */
  readonly parts: readonly { readonly part: string; readonly pages: number; readonly items: number }[];
  /** How many kinds of thing a look reads. */
  readonly of: number;
}

export interface ScopeStatus {
  readonly scopeId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** ISO 8601: when the last look that told anything ended; null when none ever did. */
  readonly observedAt: string | null;
  /** Sentences about parts that could not be read in it. */
  readonly problems: readonly string[];
  /** The last look told nothing at all: since when, and why. */
  readonly failure: { readonly at: string; readonly problem: string } | null;
  readonly running: ScopeProgress | null;
  /** Nobody has looked for three times as long as lately, or ever. */
  readonly isStale: boolean;
}

/** However often looks follow one another, what is younger than this is not called stale. */
const NEVER_STALE_MILLISECONDS = 15 * 60_000;
/** A look that has not ended by then has likely lost its worker: another may be asked for. */
const ABANDONED_AFTER_MILLISECONDS = 3 * 60_000;
const RECENT_LOOKS = 6;

/** Three times the longest wait between recent looks: how often the worker looks is its own configuration. */
function staleAfter(startsNewestFirst: readonly Date[]): number {
  const gaps = startsNewestFirst.slice(1).map((start, index) => {
    const later = startsNewestFirst[index];
    return later === undefined ? 0 : later.getTime() - start.getTime();
  });
  return Math.max(NEVER_STALE_MILLISECONDS, 3 * Math.max(0, ...gaps));
}

const progressSchema = z.record(z.string(), z.unknown());
const partProgress = z.looseObject({ pages: z.number(), items: z.number() });
const partsSchema = z.record(z.string(), z.looseObject({ problem: z.string().nullable() }));

const progressOf = (row: { readonly startedAt: Date; readonly progress: unknown }): ScopeProgress => {
  const parsed = progressSchema.safeParse(row.progress);
  return {
    startedAt: row.startedAt.toISOString(),
    parts: Object.entries(parsed.success ? parsed.data : {}).flatMap(([part, told]) => {
      const read = partProgress.safeParse(told);
      return read.success ? [{ part, pages: read.data.pages, items: read.data.items }] : [];
    }),
    of: OBSERVED_PARTS.length,
  };
};

const problemsOf = (parts: unknown): readonly string[] => {
  const parsed = partsSchema.safeParse(parts);
  if (!parsed.success) return [];
  return [...new Set(Object.values(parsed.data).flatMap(({ problem }) => problem ?? []))];
};

/**
 * Every enabled scope, by account and Region; as of `at`, how it stood then, and every scope that had been looked at by
 * then, enabled or not. Nothing is under way in the past. The caller has checked that the actor may read.
 */
export async function scopeStatuses(db: Database, at?: Date): Promise<readonly ScopeStatus[]> {
  const now = (at ?? (await databaseTime(db))).getTime();
  const finishedAt = { not: null, ...endedBy(at) };
  const begun = at === undefined ? {} : { startedAt: { lte: at } };
  const scopes = await db.scope.findMany({
    where:
      at === undefined ? { enabled: true } : { OR: [{ enabled: true }, { observations: { some: begun } }] },
    orderBy: [{ accountName: "asc" }, { region: "asc" }],
  });
  return Promise.all(
    scopes.map(async (scope): Promise<ScopeStatus> => {
      const [told, recent] = await Promise.all([
        db.observation.findFirst({
          where: { scopeId: scope.id, digest: { not: null }, finishedAt },
          orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
        }),
        db.observation.findMany({
          where: { scopeId: scope.id, ...begun },
          orderBy: { id: "desc" },
          take: RECENT_LOOKS,
        }),
      ]);
      const last = recent[0] ?? null;
      const ended =
        at !== undefined || last?.state === "running"
          ? await db.observation.findFirst({
              where: { scopeId: scope.id, finishedAt },
              orderBy: { id: "desc" },
            })
          : last;
      const isRunning =
        at === undefined &&
        last?.state === "running" &&
        now - last.startedAt.getTime() < ABANDONED_AFTER_MILLISECONDS;
      const observedAt = told?.finishedAt ?? null;
      return {
        scopeId: scope.id,
        accountId: scope.accountId,
        accountName: scope.accountName,
        region: scope.region,
        observedAt: observedAt?.toISOString() ?? null,
        problems: told === null ? [] : problemsOf(told.parts),
        failure:
          ended?.state === "failed"
            ? {
                at: (ended.finishedAt ?? ended.startedAt).toISOString(),
                problem: ended.problem ?? "EC2 did not answer.",
              }
            : null,
        running: isRunning ? progressOf(last) : null,
        isStale:
          observedAt === null ||
          now - observedAt.getTime() > staleAfter(recent.map(({ startedAt }) => startedAt)),
      };
    }),
  );
}
