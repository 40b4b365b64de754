/** Any OpenID Connect provider, as next-auth wants it described: code flow, PKCE, state, nonce, pinned issuer. */
import type { OAuthConfig } from "next-auth/providers/oauth";
import { identityOf } from "./provider-claims.ts";

export const OIDC_PROVIDER_ID = "oidc";

export interface OidcClient {
  /** Exactly as the provider writes it in its tokens, trailing slash or not. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

type Claims = Record<string, unknown>;

export function oidcConnection({ issuer, clientId, clientSecret }: OidcClient): OAuthConfig<Claims> {
  return {
    id: OIDC_PROVIDER_ID,
    name: "your identity provider",
    type: "oauth",
    issuer,
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid profile email" } },
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // Some providers keep name and e-mail address out of the ID token.
      async request({ client, tokens }) {
        const idToken: Claims =
          "claims" in tokens && typeof tokens.claims === "function" ? tokens.claims() : {};
        const { subject } = identityOf(idToken, issuer);
        if (idToken.email !== undefined || tokens.access_token === undefined)
          return idToken as { sub: string };
        if (client.issuer.metadata.userinfo_endpoint === undefined) return idToken as { sub: string };
        const more = await client.userinfo(tokens.access_token);
        if (more.sub !== subject) throw new Error("The userinfo answer is about somebody else.");
        return { ...more, ...idToken, sub: subject };
      },
    },
    profile(claims) {
      const { subject, name, email } = identityOf(claims, issuer);
      return { id: subject, name, email };
    },
  };
}
