import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { auditFilterFields, type EntryWhere, entriesWhere } from "./audit-filter.ts";
import { type AuditContentRead, contentOf, withParts } from "./content-of.ts";
import { namesFor } from "./names-for.ts";
import { newestCheckpoint } from "./tree/newest-checkpoint.ts";

export const auditSearchInput = z.strictObject({
  ...auditFilterFields,
  /** `next` of the page before. */
  after: z
    .string()
    .refine((text) => {
      const [at, id, ...rest] = text.split("_");
      return z.iso.datetime().safeParse(at).success && z.uuid().safeParse(id).success && rest.length === 0;
    })
    .optional(),
  size: z.int().min(1).max(200).default(50),
});
export type AuditSearch = z.output<typeof auditSearchInput>;

export interface AuditLine {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** `person:<uuid>`, `worker` or `operator`. */
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly subjects: {
    readonly person: { readonly id: string; readonly name: string } | null;
    readonly stack: { readonly id: string; readonly name: string } | null;
    readonly change: { readonly id: string; readonly number: number } | null;
    readonly grant: { readonly id: string; readonly number: number } | null;
    readonly groupId: string | null;
  };
  readonly details: AuditContentRead["details"];
  /** Its place in the log; null while it waits for one. */
  readonly index: number | null;
}

export interface AuditPage {
  readonly lines: readonly AuditLine[];
  /** For `after`; null on the last page. */
  readonly next: string | null;
  /** How many entries, from the first on, the newest checkpoint covers: those can be proven. */
  readonly signed: number;
}

/** One page of the log, newest first. */
export async function searchAudit(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: AuditSearch,
): Promise<Result<AuditPage, Refusal>> {
  if (!may(await heldRoles(deps.db, actor.personId), "read-audit")) return fail(ABSENT);
  const { after, size, ...filter } = input;
  const [afterAt, afterId] = after?.split("_") ?? [];
  const older: EntryWhere =
    afterAt && afterId
      ? { OR: [{ at: { lt: new Date(afterAt) } }, { at: new Date(afterAt), id: { lt: afterId } }] }
      : {};
  const rows = await deps.db.auditEntry.findMany({
    where: { AND: [entriesWhere(filter), older] },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: size + 1,
    include: { index: { select: { index: true } }, ...withParts },
  });
  const page = rows.slice(0, size);
  const names = await namesFor(deps.db, page);
  const checkpoint = await newestCheckpoint(deps.db);
  const last = rows.length > size ? page.at(-1) : undefined;
  return succeed({
    lines: page.map((row): AuditLine => {
      const content = contentOf(row);
      return {
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actor,
        actorName: names.actor(row.actor, content),
        action: row.action,
        subjects: names.subjects(row),
        details: content.details,
        index: row.index === null ? null : Number(row.index.index),
      };
    }),
    signed: checkpoint?.size ?? 0,
    next: last === undefined ? null : `${last.at.toISOString()}_${last.id}`,
  });
}
