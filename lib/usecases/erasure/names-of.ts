/** By what texts somebody is known in the log: to find them where they are only mentioned. */
import { z } from "zod";
import { parseLeaf } from "../audit/leaf-functions.ts";
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
    const read = saidSchema.safeParse(parseLeaf(Buffer.from(clear)));
    return read.success ? textsIn(Object.values(read.data)) : [];
  });
}

interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

interface Known {
  /** As words of any text. */
  readonly names: readonly string[];
  /** By no word, but where they stand as an identity. */
  readonly identities: readonly Identity[];
}

/**
 * Names, mail addresses and the hosts that are theirs alone; networks are shared. The id at the provider may be a number
 * or a word that stands in anybody's texts: it is no name, not even where the provider gave no other.
 */
export async function namesOf(
  transaction: Transaction,
  personId: string,
  also: readonly string[],
): Promise<Known> {
  const { displayName, email, identities, sources } = await transaction.person.findUniqueOrThrow({
    where: { id: personId },
    include: {
      identities: { select: { issuer: true, subject: true } },
      sources: { select: { value: true } },
    },
  });
  const subjects = new Set(identities.map(({ subject }) => subject.trim()));
  const hosts = sources.flatMap(({ value }) => /^(.*)\/(?:32|128)$/.exec(value)?.[1] ?? []);
  const theirs = [displayName, email, ...(await saidBefore(transaction, personId))].map((name) =>
    name.trim(),
  );
  const names = [
    ...theirs.filter((name) => name.includes("@") || !subjects.has(name)),
    ...hosts,
    ...also.map((name) => name.trim()),
  ];
  return { names: [...new Set(names.filter((name) => name.length >= SHORTEST))], identities };
}

const asPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const inJson = (text: string): string => asPattern(JSON.stringify(text));

/** The field of the provider's id beside its issuer, or alone: the same id of another issuer is somebody else. */
const identityPattern = ({ issuer, subject }: Identity): string =>
  `(?c)("issuer":${inJson(issuer)},|\\{(?![^{}]*"issuer":))([^{}]*,)?"subject":${inJson(subject)}`;

/** PostgreSQL's patterns for them in JSON; names as words of their own: Max is not in "maximum". */
export const patternsOf = ({ names, identities }: Known): string[] => [
  ...names.map((name) => `(^|[^[:alnum:]])${inJson(name).slice(1, -1)}($|[^[:alnum:]])`),
  ...identities.map(identityPattern),
];
