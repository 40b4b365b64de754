/** An OpenID Connect provider for the demo: code flow with PKCE for one confidential client, and nothing else. */
import Provider, { type Configuration, type JWK } from "oidc-provider";
import { html, PAGE_HEADERS, page } from "../page.ts";
import type { DemoPerson } from "./demo-people.ts";
import type { ProviderKeys } from "./provider-keys.ts";
import { createProviderStore } from "./provider-store.ts";

export const DEMO_CLIENT_ID = "sallyport";

export interface DemoProviderOptions {
  readonly people: readonly DemoPerson[];
  readonly keys: ProviderKeys;
  /** The only places it ever sends a code to. */
  readonly redirectUris: readonly string[];
  /** Name and e-mail address from the userinfo endpoint alone, as some providers do. */
  readonly thinIdTokens: boolean;
}

function configuration({ people, keys, redirectUris, thinIdTokens }: DemoProviderOptions): Configuration {
  return {
    adapter: createProviderStore(),
    clients: [
      {
        client_id: DEMO_CLIENT_ID,
        client_name: "Sallyport",
        client_secret: keys.clientSecret,
        redirect_uris: [...redirectUris],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    jwks: { keys: [keys.signingKey as unknown as JWK] },
    cookies: { keys: [keys.cookieKey], short: { path: "/" } },
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
    conformIdTokenClaims: thinIdTokens,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    // No sessions are kept (see the store), so nothing may depend on one.
    expiresWithSession: () => false,
    // The first-party client needs no consent screen: everything it may ask for is granted at sign-in.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    findAccount(_context, subject) {
      const person = people.find((candidate) => candidate.subject === subject);
      if (person === undefined) return undefined;
      return {
        accountId: subject,
        claims: () => ({
          sub: subject,
          name: person.name,
          email: person.email,
          email_verified: person.emailVerified,
        }),
      };
    },
    renderError(context, out) {
      context.set({ ...PAGE_HEADERS });
      context.body = page(
        "Sign-in did not work",
        html`<h1>Sign-in did not work</h1>
<p>${String(out.error_description ?? out.error)}</p><p>Go back to Sallyport and start again.</p>`,
      );
    },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 300,
      Interaction: 900,
      Session: 900,
    },
  };
}

/** Builds the provider. `issuer` is its own URL. */
export const createDemoProvider = (issuer: string, options: DemoProviderOptions): Provider =>
  new Provider(issuer, configuration(options));
