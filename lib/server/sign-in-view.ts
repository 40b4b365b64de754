import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { safeReturnPath } from "#lib/adapters/auth/return-path.ts";
import { isDemoIssuer } from "#lib/adapters/system/boot-refusals.ts";
import { currentSession } from "./current-session.ts";
import { publicOrigin, webEnvironment } from "./web-environment.ts";

export interface SignInView {
  readonly returnTo: string;
  /** Null where people are real. */
  readonly demo: { readonly mailboxUrl: string | null } | null;
}

/**
 * What the sign-in page needs. Sends on whoever is signed in already, and moves people who came by another name of
 * this host to the one that cookies and the identity provider know.
 */
export async function signInView(
  wanted: string | string[] | undefined,
  failed: boolean,
): Promise<SignInView> {
  const origin = publicOrigin();
  const returnTo = safeReturnPath(typeof wanted === "string" ? wanted : null, origin);
  const given = await headers();
  // Next asks itself for the page that an action redirects to, by another name: then only this says the browser's.
  const host = given.get("x-forwarded-host") ?? given.get("host");
  if (host !== null && isLoopbackAlias(host, origin)) {
    redirect(`${origin}/sign-in?callbackUrl=${encodeURIComponent(returnTo)}`);
  }
  if (!failed && (await currentSession()) !== null) redirect(returnTo);
  const { OIDC_ISSUER, SANDBOX_ISSUER, SANDBOX_MAILBOX_URL } = webEnvironment();
  const isDemo = isDemoIssuer(OIDC_ISSUER, SANDBOX_ISSUER);
  return { returnTo, demo: isDemo ? { mailboxUrl: SANDBOX_MAILBOX_URL ?? null } : null };
}

/** `127.0.0.1:3000` where `localhost:3000` is meant. Behind a proxy the host may be anything, and is left alone. */
function isLoopbackAlias(host: string, origin: string): boolean {
  const { hostname, port } = new URL(origin);
  return hostname === "localhost" && (host === `127.0.0.1:${port}` || host === `[::1]:${port}`);
}
