import { randomUUID } from "node:crypto";
import { canonicalJson, type Json } from "#lib/core/audit/canonical-json.ts";
import type { AuditContent } from "#lib/core/audit/leaf.ts";
import {
  clearText,
  committedBytes,
  PERSONAL_PARTS,
  type PersonalPart,
  splitDetails,
} from "#lib/core/audit/personal.ts";
import { hexOf } from "#lib/formats/log/hex.ts";
import type { Actor, PersonActor } from "../ports.ts";
import type { AuditRecord } from "./audit-record.ts";
import { freshSalt } from "./fresh-salt.ts";
import { sha256Hex, utf8 } from "./leaf-functions.ts";

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

function seal(part: PersonalPart, details: AuditContent["details"]): SealedPart {
  const [salt, clear] = [freshSalt(), clearText(details)];
  return { part, salt: hexOf(salt), clear, commitment: sha256Hex(committedBytes(salt, clear, utf8)) };
}

export interface SealedEntry {
  readonly id: string;
  readonly actor: string;
  /** The canonical text before and after the time, which is the database's. */
  readonly text: readonly [before: string, after: string];
  readonly parts: readonly SealedPart[];
}

/** As the database wants them, so that none comes twice. */
const IN_ORDER = PERSONAL_PARTS.toSorted();

/** The entry as it will be written, but for its time. */
export function sealEntry({ actor, action, subjects, details }: AuditRecord): SealedEntry {
  const [id, by] = [randomUUID(), actorKey(actor)];
  const { open, personal } = splitDetails(
    action,
    actor.kind === "person" ? { ...whoWas(actor), ...details } : (details ?? {}),
  );
  const parts: SealedPart[] = [];
  const commitments: { [part: string]: string } = {};
  for (const part of IN_ORDER) {
    const said = personal.get(part);
    if (said === undefined) continue;
    const sealed = seal(part, said);
    parts.push(sealed);
    commitments[part] = sealed.commitment;
  }
  const { stackId, groupId, changeId, grantId, personId } = subjects ?? {};
  const about = { stackId, groupId, changeId, grantId, personId };
  // In canonical order the action, the actor and the time come before all else, and in the first two nothing is quoted.
  const after = { id, ...about, details: open, personal: parts.length === 0 ? undefined : commitments };
  return {
    id,
    actor: by,
    text: [`{"action":"${action}","actor":"${by}","at":"`, `",${canonicalJson(after).slice(1)}`],
    parts,
  };
}
