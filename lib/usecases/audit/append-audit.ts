import { randomUUID } from "node:crypto";
import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import { canonicalJson, type Json } from "#lib/core/audit/canonical-json.ts";
import type { AuditContent } from "#lib/core/audit/leaf.ts";
import {
  clearText,
  commitment,
  type PersonalPart,
  type SplitDetails,
  splitDetails,
} from "#lib/core/audit/personal.ts";
import { hexOf } from "#lib/formats/log/hex.ts";
import type { Actor, PersonActor, Transaction } from "../ports.ts";
import { freshSalt } from "./fresh-salt.ts";
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

export interface SealedPart {
  readonly part: PersonalPart;
  /** Hexadecimal. */
  readonly commitment: string;
  readonly salt: string;
  readonly clear: string;
}

const seal = (personal: SplitDetails["personal"]): readonly SealedPart[] =>
  [...personal].map(([part, details]) => {
    const [salt, clear] = [freshSalt(), clearText(details)];
    return { part, salt: hexOf(salt), clear, commitment: hexOf(commitment(salt, clear, sha256, utf8)) };
  });

export interface SealedEntry {
  readonly id: string;
  readonly actor: string;
  /** The canonical text before and after the time, which is the database's. */
  readonly text: readonly [before: string, after: string];
  readonly parts: readonly SealedPart[];
}

const AT = ',"at":"';
const NO_TIME = "0000-00-00T00:00:00.000Z";

/** The entry as it will be written, but for its time. */
export function sealEntry({ actor, action, subjects = {}, details = {} }: AuditRecord): SealedEntry {
  const [id, by] = [randomUUID(), actorKey(actor)];
  const { open, personal } = splitDetails(
    action,
    actor.kind === "person" ? { ...whoWas(actor), ...details } : details,
  );
  const parts = seal(personal);
  const text = canonicalJson({
    ...{ id, at: NO_TIME, actor: by, action, ...subjects, details: open },
    ...(parts.length === 0
      ? {}
      : { personal: Object.fromEntries(parts.map((each) => [each.part, each.commitment])) }),
  } satisfies AuditContent);
  // Before it stand the action and the actor alone, in which nothing is quoted.
  const at = text.indexOf(AT) + AT.length;
  return { id, actor: by, text: [text.slice(0, at), text.slice(at + NO_TIME.length)], parts };
}

/**
 * Writes one entry of the log in the transaction that makes it true: the exact canonical bytes, their leaf hash, columns
 * to search by, all of which the bytes say too, and beside them what the bytes only commit to. Returns the entry's id.
 */
export async function appendAudit(transaction: Transaction, record: AuditRecord): Promise<string> {
  const { stackId, groupId, changeId, grantId, personId } = record.subjects ?? {};
  const { id, actor, text, parts } = sealEntry(record);
  // One call, which puts the time in: each statement more would be a way to the database and back, and a plan of its own.
  await transaction.$executeRaw`
    SELECT append_audit_entry(${id}::uuid, ${actor}, ${record.action}, ${stackId ?? null}::uuid, ${groupId ?? null},
                              ${changeId ?? null}::uuid, ${grantId ?? null}::uuid, ${personId ?? null}::uuid,
                              ${text[0]}, ${text[1]}, ${JSON.stringify(parts)}::jsonb)`;
  return id;
}
