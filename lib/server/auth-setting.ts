/** Ties signing in to the product: which provider, which people, which sessions. */
import type { AuthSetting } from "#lib/adapters/auth/auth-options.ts";
import { countFailure } from "#lib/usecases/failures/count-failure.ts";
import { admitPerson } from "#lib/usecases/people/admit-person.ts";
import { findPersonByIdentity } from "#lib/usecases/people/find-person.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { closeSession } from "#lib/usecases/sessions/close-session.ts";
import { openSession } from "#lib/usecases/sessions/open-session.ts";
import { mintPerson, operator } from "./actor.ts";

export interface SignInOptions extends Pick<AuthSetting, "client" | "secret" | "origin"> {
  readonly db: Database;
  /** Who becomes the first cloud admin: a subject or a verified e-mail address. */
  readonly firstAdmin: string | null;
  /** Where the request came from; absent where that cannot be told. */
  readonly address?: string;
}

export function authSetting({ db, firstAdmin, client, secret, origin, ...seen }: SignInOptions): AuthSetting {
  // Signing in needs no role: whoever acts later has theirs read anew.
  const people = {
    db,
    operator,
    firstAdmin,
    mintPerson: (person: SignedInPerson) => mintPerson(person, [], seen),
  };
  return {
    client,
    secret,
    origin,
    gate: {
      findPerson: (issuer, subject) => findPersonByIdentity(db, issuer, subject),
      admit: (identity) => admitPerson(people, identity),
      openSession: (personId, tokenHash) => openSession(people, personId, tokenHash),
      closeSession: (tokenHash) => closeSession(people, tokenHash),
    },
    log: (code, message) => {
      process.stderr.write(`${JSON.stringify({ level: "error", event: "sign-in", code, message })}\n`);
    },
    failed: () => countFailure(db, "sign-in", seen.address),
  };
}

type SignedInPerson = Parameters<typeof mintPerson>[0];
