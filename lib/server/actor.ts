/** Where the web mints its actors: from a session that was read from the database, and from nothing else. */
import type { HeldRole, PersonActor, SystemActor } from "#lib/usecases/ports.ts";

interface SignedIn {
  readonly personId: string;
  readonly displayName: string;
}

interface Seen {
  readonly session?: string;
  readonly address?: string;
}

/** The brand exists in the type alone, hence the assertion: it stands here once for the web. */
export const mintPerson = (
  { personId, displayName }: SignedIn,
  roles: readonly HeldRole[],
  { session, address }: Seen = {},
): PersonActor =>
  ({
    kind: "person",
    personId,
    displayName,
    roles,
    ...(session === undefined ? {} : { session }),
    ...(address === undefined ? {} : { address }),
  }) as PersonActor;

/** What the operator decided by configuration. */
export const operator = { kind: "system", name: "operator" } as SystemActor;
