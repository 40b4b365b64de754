import { randomBytes, randomUUID } from "node:crypto";
import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { leafBytes, leafHash } from "#lib/core/audit/leaf.ts";
import {
  clearText,
  commitment,
  type PersonalPart,
  SALT_BYTES,
  type SplitDetails,
  splitDetails,
} from "#lib/core/audit/personal.ts";
import { hexOf } from "#lib/formats/log/hex.ts";
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
const whoWas = ({
  displayName,
  roles,
  session,
  address,
}: PersonActor): { readonly [name: string]: Json } => ({
  actorName: displayName,
  ...(roles.length > 0 ? { actorRoles: roles.map(({ role }) => role) } : {}),
  ...(session === undefined ? {} : { session }),
  ...(address === undefined ? {} : { address }),
});

interface SealedPart {
  readonly part: PersonalPart;
  /** Hexadecimal. */
  readonly commitment: string;
  readonly salt: string;
  readonly clear: string;
}

const seal = (personal: SplitDetails["personal"]): readonly SealedPart[] =>
  [...personal].map(([part, details]) => {
    const [salt, clear] = [randomBytes(SALT_BYTES), clearText(details)];
    return { part, salt: hexOf(salt), clear, commitment: hexOf(commitment(salt, clear, sha256, utf8)) };
  });

/**
 * Writes one entry of the log in the transaction that makes it true: the exact canonical bytes, their leaf hash, columns
 * to search by, all of which the bytes say too, and beside them what the bytes only commit to. Returns the entry's id.
 */
export async function appendAudit(transaction: Transaction, record: AuditRecord): Promise<string> {
  const { actor, action, subjects = {}, details = {} } = record;
  const at = await databaseTime(transaction);
  const columns = { id: randomUUID(), actor: actorKey(actor), action, ...subjects };
  const { open, personal } = splitDetails(
    action,
    actor.kind === "person" ? { ...whoWas(actor), ...details } : details,
  );
  const parts = seal(personal);
  const sealed = Object.fromEntries(parts.map((each) => [each.part, each.commitment]));
  const canonical = leafBytes(
    {
      ...columns,
      at: at.toISOString(),
      details: open,
      ...(parts.length === 0 ? {} : { personal: sealed }),
    },
    utf8,
  );
  const {
    id,
    stackId = null,
    groupId = null,
    changeId = null,
    grantId = null,
    personId = null,
  } = {
    ...columns,
    ...subjects,
  };
  // One statement for the entry and its parts: each one more would be a way to the database and back.
  await transaction.$executeRaw`
    WITH entry AS (
      INSERT INTO audit_entry (id, at, actor, action, stack_id, group_id, change_id, grant_id, person_id, canonical, leaf_hash)
      VALUES (${id}::uuid, ${at}::timestamptz, ${columns.actor}, ${action}, ${stackId}::uuid, ${groupId}, ${changeId}::uuid,
              ${grantId}::uuid, ${personId}::uuid, ${canonical}, ${leafHash(canonical, sha256)})
    )
    INSERT INTO audit_personal (entry_id, part, commitment, salt, clear)
    SELECT ${id}::uuid, part, decode(commitment, 'hex'), decode(salt, 'hex'), clear
      FROM unnest(${parts.map(({ part }) => part)}::text[], ${parts.map((each) => each.commitment)}::text[],
                  ${parts.map(({ salt }) => salt)}::text[], ${parts.map(({ clear }) => clear)}::text[])
        AS sealed (part, commitment, salt, clear)`;
  return id;
}
