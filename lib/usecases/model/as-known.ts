import type { StandingSource } from "#lib/formats/stack/stack-yaml.ts";
import type { Transaction } from "../ports.ts";
import { knownSource, sourceKey } from "./source-row.ts";
import { findOwner } from "./standing-sources.ts";

interface KnownStanding {
  readonly standing: readonly StandingSource[];
  /** A sentence for each that was called otherwise. */
  readonly keptNames: readonly string[];
}

/** Standing sources by the names they have already: whoever asks for a stack does not rename what others named. */
export async function asKnown(
  transaction: Transaction,
  asked: readonly StandingSource[],
): Promise<KnownStanding> {
  const standing: StandingSource[] = [];
  const keptNames: string[] = [];
  // One after another: a transaction has one connection, which asks one thing at a time.
  for (const source of asked) {
    const owner = await findOwner(transaction, source.owner);
    const known = owner === "nobody" ? null : await knownSource(transaction, source.peer, owner);
    const name = known?.name ?? source.name;
    standing.push({ ...source, name });
    if (name !== source.name)
      keptNames.push(`${sourceKey(source.peer).value} is known as "${name}" and keeps that name.`);
  }
  return { standing, keptNames };
}
