/** Who is asking: read from the cookie and the database on every request, once a request. */
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { sessionCookieName } from "#lib/adapters/auth/auth-options.ts";
import { hashSessionToken } from "#lib/adapters/auth/session-token.ts";
import { heldRoles } from "#lib/usecases/people/held-roles.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { readSession } from "#lib/usecases/sessions/read-session.ts";
import { sessionName } from "#lib/usecases/sessions/session-name.ts";
import { mintPerson } from "./actor.ts";
import { loggedAddress } from "./request-address.ts";
import { webDatabase } from "./web-database.ts";
import { publicOrigin } from "./web-environment.ts";

export interface CurrentSession {
  readonly actor: PersonActor;
  readonly email: string;
  /** Names the session in the database; the token itself stays in the cookie. */
  readonly tokenHash: string;
}

/** Null when nobody is signed in, the session is over, or its person is disabled. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const token = (await cookies()).get(sessionCookieName(publicOrigin()))?.value;
  if (token === undefined || token === "") return null;
  const db = webDatabase();
  const tokenHash = hashSessionToken(token);
  const person = await readSession(db, tokenHash);
  if (person === null) return null;
  const roles = await heldRoles(db, person.personId);
  return {
    actor: mintPerson(person, roles, {
      session: sessionName(tokenHash),
      ...loggedAddress(await headers()),
    }),
    email: person.email,
    tokenHash,
  };
});
