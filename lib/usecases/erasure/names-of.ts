/** By what texts somebody is known in the log: to find them where they are only mentioned. */
import { z } from "zod";
import type { Transaction } from "../ports.ts";

const SHORTEST = 3;

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

const saidSchema = z.object({
  actorName: z.unknown().optional(),
  email: z.unknown().optional(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** What a person's own sign-ins said of them: names and addresses change. */
async function saidBefore(transaction: Transaction, personId: string): Promise<readonly string[]> {
  const rows = await transaction.$queryRaw<{ clear: string }[]>`
    SELECT DISTINCT p.clear FROM audit_personal p JOIN audit_entry e ON e.id = p.entry_id
     WHERE p.clear IS NOT NULL AND e.actor = ${`person:${personId}`}
       AND (p.part = 'actor' OR e.action IN ('person.joined', 'person.changed'))`;
  return rows.flatMap(({ clear }) => {
    const { actorName, email, before, after } = saidSchema.parse(JSON.parse(clear));
    return textsIn([actorName, email, before, after]);
  });
}

/** Names, mail addresses and the hosts that are theirs alone; networks are shared. */
export async function namesOf(
  transaction: Transaction,
  personId: string,
  also: readonly string[],
): Promise<readonly string[]> {
  const person = await transaction.person.findUniqueOrThrow({
    where: { id: personId },
    include: { identities: { select: { subject: true } }, sources: { select: { value: true } } },
  });
  const hosts = person.sources.flatMap(({ value }) => /^(.*)\/(?:32|128)$/.exec(value)?.[1] ?? []);
  const names = [
    person.displayName,
    person.email,
    ...person.identities.map(({ subject }) => subject),
    ...hosts,
    ...(await saidBefore(transaction, personId)),
    ...also,
  ];
  return [...new Set(names.map((name) => name.trim()).filter((name) => name.length >= SHORTEST))];
}

const asPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** PostgreSQL's patterns for the names in JSON, as words of their own: Max is not in "maximum". */
export const patternsOf = (names: readonly string[]): string[] =>
  names.map((name) => `(^|[^[:alnum:]])${asPattern(JSON.stringify(name).slice(1, -1))}($|[^[:alnum:]])`);
