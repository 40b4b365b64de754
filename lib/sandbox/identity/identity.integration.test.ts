import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CookieBrowser } from "../cookie-browser.ts";
import { DEMO_PEOPLE } from "./demo-people.ts";
import { type Identity, startIdentity } from "./start-identity.ts";

const APPLICATION = "http://localhost:3000";
const CALLBACK = `${APPLICATION}/api/auth/callback/oidc`;
const MARA = "tide-mara.haddad";

let folder: string;
let identity: Identity;

const start = (port: number): Promise<Identity> =>
  startIdentity({ dataFolder: folder, port, applicationOrigins: [APPLICATION], people: DEMO_PEOPLE });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sallyport-identity-"));
  identity = await start(0);
});

afterAll(async () => {
  await identity.server.close();
  rmSync(folder, { recursive: true, force: true });
});

const verifier = randomBytes(32).toString("base64url");

function authorizeUrl(change: Record<string, string | null> = {}): string {
  const url = new URL(`${identity.issuer}/auth`);
  const parameters: Record<string, string | null> = {
    client_id: identity.clientId,
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: CALLBACK,
    state: "state-1",
    nonce: "nonce-1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...change,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

async function codeFor(subject: string, browser = new CookieBrowser()): Promise<URL> {
  const form = await browser.follow(await browser.visit(authorizeUrl()), CALLBACK);
  expect(form.status).toBe(200);
  const chosen = await browser.post(form.url, { subject });
  const last = await browser.follow(chosen, CALLBACK);
  return new URL(last.location ?? "about:blank");
}

function redeem(code: string, change: Record<string, string> = {}, secret = identity.clientSecret) {
  return fetch(`${identity.issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${identity.clientId}:${secret}`).toString("base64")}`,
    },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
      ...change,
    }),
  });
}

const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));

test("the sign-in page says it is a demo and offers each person by name and title", async () => {
  const browser = new CookieBrowser();
  const form = await browser.follow(await browser.visit(authorizeUrl()), CALLBACK);
  expect(form.body).toContain("Demo identity provider");
  expect(form.body).toContain('aria-label="Continue as Casey Lindqvist, cloud admin"');
  for (const person of DEMO_PEOPLE) expect(form.body).toContain(person.name);
  expect(form.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("one click gives a code, the code a signed ID token for that person, once", async () => {
  const target = await codeFor(MARA);
  expect(target.searchParams.get("state")).toBe("state-1");
  expect(target.searchParams.get("iss")).toBe(identity.issuer);
  const code = target.searchParams.get("code") ?? "";

  const answer = await redeem(code);
  expect(answer.status).toBe(200);
  const { id_token: idToken, access_token: accessToken } = await answer.json();
  const [header, payload, signature] = String(idToken).split(".");
  const keys = await (await fetch(`${identity.issuer}/jwks`)).json();
  const key = createPublicKey({ key: keys.keys[0], format: "jwk" });
  expect(
    verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature ?? "", "base64url")),
  ).toBe(true);
  expect(decode(payload)).toMatchObject({
    iss: identity.issuer,
    aud: identity.clientId,
    sub: MARA,
    nonce: "nonce-1",
    name: "Mara Haddad",
    email: "mara.haddad@tidewater.example",
    email_verified: true,
  });

  const claims = await (
    await fetch(`${identity.issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  ).json();
  expect(claims.sub).toBe(MARA);

  const again = await redeem(code);
  expect(again.status).toBe(400);
});

test("a browser that signed in as one person is asked again, and can be another", async () => {
  const browser = new CookieBrowser();
  await codeFor(MARA, browser);
  const target = await codeFor("tide-casey.lindqvist", browser);
  const { id_token: idToken } = await (await redeem(target.searchParams.get("code") ?? "")).json();
  expect(decode(String(idToken).split(".")[1])).toMatchObject({ sub: "tide-casey.lindqvist" });
});

test("a wrong verifier, a wrong secret or another redirect address gets no token", async () => {
  const fresh = async (): Promise<string> => (await codeFor(MARA)).searchParams.get("code") ?? "";
  expect((await redeem(await fresh(), { code_verifier: randomBytes(32).toString("base64url") })).status).toBe(
    400,
  );
  expect((await redeem(await fresh(), {}, "wrong")).status).toBe(401);
  expect((await redeem(await fresh(), { redirect_uri: "http://evil.example/" })).status).toBe(400);
});

test("no code goes to an address that is not Sallyport's, and none without PKCE", async () => {
  const browser = new CookieBrowser();
  const elsewhere = await browser.visit(authorizeUrl({ redirect_uri: "http://evil.example/callback" }));
  expect(elsewhere.status).toBe(400);
  expect(elsewhere.location).toBeNull();
  const bare = await browser.visit(authorizeUrl({ code_challenge: null, code_challenge_method: null }));
  expect(new URL(bare.location ?? "").searchParams.get("error")).toBe("invalid_request");
});

test("an unknown person cannot be chosen", async () => {
  const browser = new CookieBrowser();
  const form = await browser.follow(await browser.visit(authorizeUrl()), CALLBACK);
  const refused = await browser.post(form.url, { subject: "tide-nobody" });
  expect(refused.status).toBe(400);
  expect(refused.location).toBeNull();
});

test("keys and client secret stay the same over a restart, and only their owner can read them", async () => {
  const before = await (await fetch(`${identity.issuer}/jwks`)).json();
  const { issuer, clientSecret, server } = identity;
  await server.close();
  identity = await start(server.port);
  expect(identity.issuer).toBe(issuer);
  expect(identity.clientSecret).toBe(clientSecret);
  // The first fetch may meet a pooled connection of the server that was closed.
  const after = await vi.waitFor(async () => (await fetch(`${identity.issuer}/jwks`)).json());
  expect(after).toEqual(before);
  expect(statSync(join(folder, "identity", "keys.json")).mode & 0o077).toBe(0);
});

test("a name that merely points at this machine is turned away", async () => {
  const { request } = await import("node:http");
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const attempt = request(
      {
        host: "127.0.0.1",
        port: identity.server.port,
        path: "/jwks",
        headers: { host: "rebind.evil.example" },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    attempt.on("error", reject);
    attempt.end();
  });
  expect(status).toBe(421);
});
