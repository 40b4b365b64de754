import { type Result, succeed } from "#lib/core/result.ts";
import type { StandingSource } from "#lib/formats/stack/stack-yaml.ts";
import type { Transaction } from "../ports.ts";
import { findOrCreateSource, nameSource, sourceKey } from "./source-row.ts";
import { badPart, type TextRefusal } from "./text-refusal.ts";

/** A source that got another name, wherever it is used. */
interface RenamedSource {
  readonly value: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Makes the standing sources of a stack exactly those that its text lists, each with an owner and a review date.
 * `names`: whether sources that are known already get the names of the text, or keep theirs.
 */
export async function keepStandingSources(
  transaction: Transaction,
  stackId: string,
  standing: readonly StandingSource[],
  names: "given" | "kept",
): Promise<Result<readonly RenamedSource[], TextRefusal>> {
  const kept: string[] = [];
  const renamed: RenamedSource[] = [];
  for (const [at, source] of standing.entries()) {
    const owner = await findOwner(transaction, source.owner);
    if (owner === "nobody") {
      return badPart(`standing[${at}].owner`, unknownOwner(source.owner));
    }
    const find = names === "given" ? nameSource : findOrCreateSource;
    const was = await find(transaction, source.name, source.peer, owner);
    if (names === "given" && was.name !== source.name)
      renamed.push({ value: sourceKey(source.peer).value, before: was.name, after: source.name });
    const reviewAt = new Date(source.review);
    await transaction.stackSource.upsert({
      where: { stackId_sourceId: { stackId, sourceId: was.id } },
      create: { stackId, sourceId: was.id, reviewAt },
      update: { reviewAt },
      select: { stackId: true },
    });
    kept.push(was.id);
  }
  await transaction.stackSource.deleteMany({ where: { stackId, sourceId: { notIn: kept } } });
  return succeed(renamed);
}

/** A sentence for each owner of these sources whom Sallyport does not know. */
export async function unknownOwners(
  transaction: Transaction,
  standing: readonly StandingSource[],
): Promise<readonly string[]> {
  const owners = [...new Set(standing.map(({ owner }) => owner))];
  const unknown: string[] = [];
  // One after another: a transaction has one connection, which asks one thing at a time.
  for (const owner of owners) {
    if ((await findOwner(transaction, owner)) === "nobody") unknown.push(unknownOwner(owner));
  }
  return unknown;
}

const unknownOwner = (owner: string | null): string =>
  `Sallyport knows nobody, or several people, as ${owner}.`;

/** The one enabled person with this e-mail address; null when the text names nobody. */
export async function findOwner(
  transaction: Transaction,
  email: string | null,
): Promise<string | null | "nobody"> {
  if (email === null) return null;
  const people = await transaction.person.findMany({
    where: { email: { equals: email, mode: "insensitive" }, disabledAt: null },
    select: { id: true },
  });
  const [first, ...others] = people;
  return first === undefined || others.length > 0 ? "nobody" : first.id;
}
