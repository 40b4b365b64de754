/** The gate of every screen: somebody signed in, or the way to sign in and back here. */
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { CurrentSession } from "./current-session.ts";
import { currentSession } from "./current-session.ts";

/** Set by `proxy.ts`: the path and query of the page that is asked for. */
export const pagePathHeader = "x-sallyport-page-path";

export async function requirePerson(): Promise<CurrentSession> {
  const session = await currentSession();
  if (session !== null) return session;
  const path = (await headers()).get(pagePathHeader) ?? "/";
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
