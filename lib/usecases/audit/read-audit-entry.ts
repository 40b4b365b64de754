import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { contentOf, type ErasedPart, withParts } from "./content-of.ts";
import { sha256 } from "./leaf-functions.ts";
import { namesFor } from "./names-for.ts";
import type { AuditLine } from "./search-audit.ts";
import { newestCheckpoint } from "./tree/newest-checkpoint.ts";

export const auditEntryInput = z.strictObject({ id: z.uuid() });

export interface AuditEntryPage extends AuditLine {
  /** The exact text that was hashed. */
  readonly canonical: string;
  /** Hexadecimal. */
  readonly leafHash: string;
  /**
   * Whether the text still has the hash that is kept beside it and, once it has a place, at its place; and whether what
   * stands beside it is what it commits to.
   */
  readonly intact: boolean;
  readonly erased: readonly ErasedPart[];
  /** Whether a checkpoint covers it, so that it can be proven. */
  readonly isSigned: boolean;
}

export async function readAuditEntry(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof auditEntryInput>,
): Promise<Result<AuditEntryPage, Refusal>> {
  if (!may(await heldRoles(deps.db, actor.personId), "read-audit")) return fail(ABSENT);
  const row = await deps.db.auditEntry.findUnique({
    where: { id: input.id },
    include: { index: true, ...withParts },
  });
  if (row === null) return fail(ABSENT);
  const names = await namesFor(deps.db, [row]);
  const checkpoint = await newestCheckpoint(deps.db);
  const content = contentOf(row);
  const hash = Buffer.from(leafHash(row.canonical, sha256));
  return succeed({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    actorName: names.actor(row.actor, content),
    action: row.action,
    subjects: names.subjects(row),
    details: content.details,
    erased: content.erased,
    index: row.index === null ? null : Number(row.index.index),
    canonical: new TextDecoder().decode(row.canonical),
    leafHash: hash.toString("hex"),
    isSigned: row.index !== null && Number(row.index.index) < (checkpoint?.size ?? 0),
    intact:
      content.forged.length === 0 &&
      hash.equals(row.leafHash) &&
      (row.index === null || hash.equals(row.index.leafHash)),
  });
}
