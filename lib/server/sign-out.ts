"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { sessionCookieName } from "#lib/adapters/auth/auth-options.ts";
import { closeSession } from "#lib/usecases/sessions/close-session.ts";
import { mintPerson } from "./actor.ts";
import { currentSession } from "./current-session.ts";
import { webDatabase } from "./web-database.ts";
import { publicOrigin } from "./web-environment.ts";

/** Ends the session in the database, forgets the cookie, and shows the way back in. */
export async function signOut(): Promise<void> {
  const session = await currentSession();
  if (session !== null) {
    const deps = { db: webDatabase(), mintPerson: () => mintPerson(session.actor, [], session.actor) };
    await closeSession(deps, session.tokenHash);
  }
  const origin = publicOrigin();
  // A `__Host-` cookie is only overwritten by one that is Secure, too.
  const gone = { path: "/", httpOnly: true, secure: origin.startsWith("https://"), maxAge: 0 };
  (await cookies()).set(sessionCookieName(origin), "", gone);
  redirect("/sign-in?signed-out=1");
}
