import { randomUUID } from "node:crypto";
import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { leafBytes, leafHash } from "#lib/core/audit/leaf.ts";
import { databaseTime } from "../database-time.ts";
import type { Actor, PersonActor, Transaction } from "../ports.ts";
import { sha256, utf8 } from "./leaf-functions.ts";

/** What an entry is about: ids, so that the log can be filtered by them. */
export interface AuditSubjects {
  readonly stackId?: string;
  /** EC2's group id. */
  readonly groupId?: string;
  readonly changeId?: string;
  readonly grantId?: string;
  /** Who it is about, when not the actor. */
  readonly personId?: string;
}

export interface AuditRecord {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly subjects?: AuditSubjects;
  /** Whatever else makes the entry readable by itself, years later: names as they were, times, sentences. */
  readonly details?: { readonly [name: string]: Json };
}

/** `person:<uuid>`, `worker` or `operator`: the entry's actor column. */
export const actorKey = (actor: Actor): string =>
  actor.kind === "person" ? `person:${actor.personId}` : actor.name;

/** Who it was, as they were then: names and roles change, and sessions end. */
const whoWas = ({ displayName, roles, session }: PersonActor): { readonly [name: string]: Json } => ({
  actorName: displayName,
  ...(roles.length > 0 ? { actorRoles: roles.map(({ role }) => role) } : {}),
  ...(session === undefined ? {} : { session }),
});

/**
 * Writes one entry of the log in the transaction that makes it true: the exact canonical bytes, their leaf hash, and
 * columns to search by, all of which the bytes say too. Returns the entry's id.
 */
export async function appendAudit(transaction: Transaction, record: AuditRecord): Promise<string> {
  const { actor, action, subjects = {}, details = {} } = record;
  const at = await databaseTime(transaction);
  const columns = { id: randomUUID(), actor: actorKey(actor), action, ...subjects };
  const named = actor.kind === "person" ? { ...whoWas(actor), ...details } : details;
  const canonical = leafBytes({ ...columns, at: at.toISOString(), details: named }, utf8);
  await transaction.auditEntry.create({
    data: {
      ...columns,
      at,
      canonical: Uint8Array.from(canonical),
      leafHash: Uint8Array.from(leafHash(canonical, sha256)),
    },
    select: { id: true },
  });
  return columns.id;
}
