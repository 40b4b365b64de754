import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { SaidPart } from "#lib/formats/log/said.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Actor, Deps } from "../ports.ts";
import { type AuditFilter, auditFilterFields, entriesWhere } from "./audit-filter.ts";
import { openParts } from "./open-parts.ts";

export const auditExportInput = z.strictObject({
  ...auditFilterFields,
  /** The first place that is wanted: whoever follows the log asks for the one after the last it has. */
  from: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

export interface ExportedEntry {
  readonly index: number;
  readonly leafHash: Uint8Array;
  /** The exact bytes that were hashed. */
  readonly entry: Uint8Array;
  /** What it says of people, as far as it was not erased. */
  readonly said: readonly SaidPart[];
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly stackId: string | null;
  readonly groupId: string | null;
  readonly changeId: string | null;
  readonly grantId: string | null;
  readonly personId: string | null;
}

const BATCH = 500;

/** Entries that have their place, in the order of the log, up to the one that was last when it began; batch by batch. */
export async function exportAudit(
  { db }: Pick<Deps, "db">,
  actor: Actor,
  { from, ...filter }: z.output<typeof auditExportInput>,
): Promise<Result<AsyncGenerator<readonly ExportedEntry[]>, Refusal>> {
  if (actor.kind === "person" && !may(await heldRoles(db, actor.personId), "read-audit")) {
    return fail(ABSENT);
  }
  const last = await db.auditIndex.findFirst({ orderBy: { index: "desc" }, select: { index: true } });
  return succeed(batches(db, filter, from, last === null ? 0 : Number(last.index) + 1));
}

async function* batches(
  db: Deps["db"],
  filter: AuditFilter,
  from: number,
  end: number,
): AsyncGenerator<readonly ExportedEntry[]> {
  const entry = entriesWhere(filter);
  for (let next = from; next < end; ) {
    const rows = await db.auditIndex.findMany({
      where: { index: { gte: next, lt: end }, entry },
      orderBy: { index: "asc" },
      take: BATCH,
      include: { entry: { include: { personal: true } } },
    });
    if (rows.length > 0) {
      yield rows.map(({ index, leafHash, entry: { canonical, personal, ...columns } }) => ({
        ...columns,
        index: Number(index),
        leafHash,
        entry: canonical,
        said: openParts(personal),
      }));
    }
    const newest = rows.length < BATCH ? undefined : rows.at(-1);
    next = newest === undefined ? end : Number(newest.index) + 1;
  }
}
