import type { KnownSource } from "#lib/core/findings/catalogue/catalogue-context.ts";
import type { Database } from "../ports.ts";
import type { StackModel } from "./stack-model.ts";
import { liveAt } from "./stack-rows-at.ts";

const placeOf = ({ value, name, ownerName }: KnownSource): string => JSON.stringify([value, name, ownerName]);

/**
 * Named sources in use by the stacks of a scope at a moment of the past. Which ones stood is asked of `models`, every
 * stack of the scope in use then: the database's own table of them says only what stands today.
 */
export async function sourcesAt(
  db: Database,
  scopeId: string,
  models: readonly StackModel[],
  at: Date,
): Promise<readonly KnownSource[]> {
  const granted = await db.source.findMany({
    where: { grants: { some: { ...liveAt(at), stack: { scopeId } } } },
    select: { name: true, value: true, owner: { select: { displayName: true } } },
  });
  const sources = [
    ...granted.map(({ name, value, owner }) => ({ name, value, ownerName: owner?.displayName ?? null })),
    ...models.flatMap(({ opened }) =>
      opened
        .filter(({ endsAt }) => endsAt === null)
        .map(({ name, value, ownerName }) => ({ name, value, ownerName })),
    ),
  ];
  const distinct = new Map(sources.map((source) => [placeOf(source), source]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source);
}
