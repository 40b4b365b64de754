/** How people sign in: next-auth with sessions in the database and one pinned OpenID Connect provider. */
import type { AuthOptions } from "next-auth";
import { authAdapter } from "./auth-adapter.ts";
import { type OidcClient, oidcConnection } from "./oidc-connection.ts";
import { identityOf } from "./provider-claims.ts";
import { safeReturnPath } from "./return-path.ts";
import { newSessionToken } from "./session-token.ts";
import type { SignInGate } from "./sign-in-gate.ts";

export interface AuthSetting {
  readonly client: OidcClient;
  /** Signs the short-lived cookies of a sign-in under way. */
  readonly secret: string;
  /** Where people open Sallyport: scheme, host and port. */
  readonly origin: string;
  readonly gate: SignInGate;
  /** One line a problem; never a token or a code. */
  readonly log: (code: string, message: string) => void;
  /** Called once for a request that failed. */
  readonly failed: () => Promise<void>;
}

/** `__Host-` binds the cookie to exactly this host, over TLS; plain HTTP (the demo) cannot have it. */
export const sessionCookieName = (origin: string): string =>
  origin.startsWith("https://") ? "__Host-sallyport-session" : "sallyport-session";

const messageOf = (metadata: unknown): string => {
  const error =
    typeof metadata === "object" && metadata !== null && "error" in metadata ? metadata.error : metadata;
  return error instanceof Error ? error.message : "";
};

export function authOptions({ client, secret, origin, gate, log }: Omit<AuthSetting, "failed">): AuthOptions {
  const secure = origin.startsWith("https://");
  return {
    secret,
    providers: [oidcConnection(client)],
    adapter: authAdapter(gate, client.issuer),
    session: { strategy: "database", maxAge: 12 * 60 * 60, generateSessionToken: newSessionToken },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(origin),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    callbacks: {
      async signIn({ profile }) {
        const admitted = await gate.admit(identityOf(profile, client.issuer));
        return admitted.ok ? true : `/sign-in?error=${admitted.problem}`;
      },
      redirect: ({ url }) => `${origin}${safeReturnPath(url, origin)}`,
    },
    logger: {
      error: (code, metadata) => log(code, messageOf(metadata)),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
