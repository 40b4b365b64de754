"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { sessionCookieName } from "#lib/adapters/auth/auth-options.ts";
import { endSessions } from "#lib/usecases/people/end-sessions.ts";
import { closeSession } from "#lib/usecases/sessions/close-session.ts";
import { mintPerson } from "./actor.ts";
import { currentSession } from "./current-session.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";
import { publicOrigin } from "./web-environment.ts";

/** Forgets the cookie, and shows the way back in. */
async function leave(ended: "here" | "everywhere"): Promise<never> {
  const origin = publicOrigin();
  // A `__Host-` cookie is only overwritten by one that is Secure, too.
  const gone = { path: "/", httpOnly: true, secure: origin.startsWith("https://"), maxAge: 0 };
  (await cookies()).set(sessionCookieName(origin), "", gone);
  redirect(`/sign-in?signed-out=${ended}`);
}

/** Ends the session in the database, and leaves. */
export async function signOut(): Promise<void> {
  const session = await currentSession();
  if (session !== null) {
    const deps = { db: webDatabase(), mintPerson: () => mintPerson(session.actor, [], session.actor) };
    await closeSession(deps, session.tokenHash);
  }
  await leave("here");
}

/** Ends the person's sessions in every browser, this one too: whoever has a copy of a cookie is out as well. */
export async function signOutEverywhere(_: unknown, data: FormData): Promise<FormOutcome> {
  const outcome = await formAction(
    z.strictObject({}),
    data,
    (actor) => endSessions(webDeps(), actor, { personId: actor.personId }),
    () => "You are signed out everywhere.",
  );
  return outcome.status === "done" ? leave("everywhere") : outcome;
}
