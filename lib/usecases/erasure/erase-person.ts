import { z } from "zod";
import { ABSENT, conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { plainText } from "../change/plain-text.ts";
import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";
import { type ChosenParts, clearParts } from "./clear-parts.ts";
import { namesOf, patternsOf } from "./names-of.ts";

export const eraseInput = z.strictObject({
  /** An id, or a mail address. */
  person: z.string().min(1),
  because: plainText(500).min(1),
  /** Other names by which the log may know them. */
  also: z.array(plainText(200)).default([]),
});

export interface Erasure {
  readonly personId: string;
  readonly entries: number;
  /** Parts of them: a part is erased as a whole. */
  readonly parts: number;
  /**
   * Entries that name them in the bytes that were hashed, from before those only committed to it, or in something
   * beside them that no part is called by. They stay.
   */
  readonly unerasable: number;
}

interface Wanted {
  readonly personId: string;
  readonly patterns: readonly string[];
}

/**
 * Erases what the log says of a person, and their name and mail address. `db` is connected as the eraser. With `isReal`
 * false it only counts. Who still may sign in, or has access that has not ended, is not erased.
 */
export const erasePerson = (
  db: Database,
  actor: SystemActor,
  { person, because, also }: z.output<typeof eraseInput>,
  isReal: boolean,
): Promise<Result<Erasure, Refusal>> =>
  db.$transaction(
    async (transaction) => {
      // It reads the whole log, which may take longer than a statement may elsewhere.
      await transaction.$executeRaw`SET LOCAL statement_timeout = 0`;
      const found = await findPerson(transaction, person);
      if (!found.ok) return found;
      const personId = found.value;
      const known = await namesOf(transaction, personId, also);
      if (known.names.some((name) => because.toLowerCase().includes(name.toLowerCase()))) {
        return fail(conflict("The reason names the person itself, and would be kept: give another."));
      }
      const wanted = { personId, patterns: patternsOf(known) };
      const chosen = await choose(transaction, wanted);
      const erasure = {
        personId,
        entries: new Set(chosen.entryIds).size,
        parts: chosen.parts.length,
        unerasable: await namedInBytes(transaction, wanted),
      };
      if (isReal) await erase(transaction, actor, chosen, erasure, because);
      return succeed(erasure);
    },
    { isolationLevel: "RepeatableRead", timeout: 600_000 },
  );

async function findPerson(transaction: Transaction, asked: string): Promise<Result<string, Refusal>> {
  const isId = z.uuid().safeParse(asked).success;
  const [person, ...others] = await transaction.person.findMany({
    where: isId ? { id: asked } : { email: { equals: asked, mode: "insensitive" } },
    select: { id: true, disabledAt: true },
  });
  if (person === undefined) return fail(ABSENT);
  if (others.length > 0) return fail(conflict("Several people have this address: name the one by id."));
  if (person.disabledAt === null) {
    return fail(conflict("This person may still sign in. Disable the account first, under Settings."));
  }
  const open = await transaction.grant.count({
    where: { personId: person.id, state: { in: ["asked", "live", "ending"] } },
  });
  return open === 0
    ? succeed(person.id)
    : fail(conflict(`${open} of this person's grants have not ended. End them first.`));
}

/** Who acted is erased where it was them, what an entry is about where it is them, and whatever names them anywhere. */
async function choose(transaction: Transaction, { personId, patterns }: Wanted): Promise<ChosenParts> {
  const actor = `person:${personId}`;
  const rows = await transaction.$queryRaw<{ entryId: string; part: string }[]>`
    SELECT p.entry_id::text AS "entryId", p.part FROM audit_personal p JOIN audit_entry e ON e.id = p.entry_id
     WHERE p.clear IS NOT NULL AND p.part <> '' AND (
           (p.part = 'actor' AND e.actor = ${actor})
        OR (p.part = 'about' AND (e.person_id = ${personId}::uuid OR (e.actor = ${actor} AND e.action LIKE 'person.%')))
        OR (p.part <> 'actor' AND p.clear ~* ANY (${[...patterns]}::text[])))`;
  return { entryIds: rows.map(({ entryId }) => entryId), parts: rows.map(({ part }) => part) };
}

async function namedInBytes(transaction: Transaction, { patterns }: Wanted): Promise<number> {
  const [row] = await transaction.$queryRaw<{ entries: number }[]>`
    SELECT count(*)::int AS entries FROM audit_entry e
     WHERE convert_from(canonical, 'UTF8') ~* ANY (${[...patterns]}::text[])
        OR EXISTS (SELECT 1 FROM audit_personal p
                    WHERE p.entry_id = e.id AND p.part = '' AND p.clear ~* ANY (${[...patterns]}::text[]))`;
  return row?.entries ?? 0;
}

async function erase(
  transaction: Transaction,
  operator: SystemActor,
  chosen: ChosenParts,
  { personId, parts, entries }: Erasure,
  because: string,
): Promise<void> {
  const entryId = await appendAudit(transaction, {
    actor: operator,
    action: "personal-data.erased",
    subjects: { personId },
    details: { parts, entries, because },
  });
  const erased = await clearParts(transaction, entryId, chosen);
  if (erased !== entries) throw new Error(`Parts of ${erased} entries were erased, and ${entries} counted.`);
  const displayName = `Erased person ${personId.slice(0, 8)}`;
  await transaction.person.update({
    where: { id: personId },
    data: { displayName, email: "" },
    select: { id: true },
  });
  const readers = [
    ...(await holdersOf(transaction, "cloud_admin")),
    ...(await holdersOf(transaction, "security_reviewer")),
  ];
  await notify(transaction, readers, {
    kind: "erasure",
    about: `erasure:${entryId}`,
    subject: "What the log says of a person was erased",
    body: `An operator erased ${parts} parts of ${entries} entries: ${because}\n\nThe entries themselves are as they were, and every proof holds.`,
    link: `/audit/${entryId}`,
  });
}
