import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sessionCookieName } from "#lib/adapters/auth/auth-options.ts";
import { handleAuthRequest } from "#lib/adapters/auth/handle-auth-request.ts";
import { hashSessionToken } from "#lib/adapters/auth/session-token.ts";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { CookieBrowser, type Visit } from "#lib/sandbox/cookie-browser.ts";
import { DEMO_PEOPLE, type DemoPerson } from "#lib/sandbox/identity/demo-people.ts";
import { type Identity, startIdentity } from "#lib/sandbox/identity/start-identity.ts";
import { type LoopbackServer, startLoopbackServer } from "#lib/sandbox/loopback-server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { readSession } from "#lib/usecases/sessions/read-session.ts";
import { authSetting, type SignInOptions } from "./auth-setting.ts";

const HOSTILE: readonly DemoPerson[] = [
  {
    subject: "hostile-claims-casey",
    name: "Casey Lindqvist",
    email: "casey.lindqvist@tidewater.example",
    emailVerified: false,
    title: "somebody else",
    about: "Claims an address that is not verified.",
  },
  {
    subject: "same-verified-address",
    name: "Casey Lindqvist",
    email: "casey.lindqvist@tidewater.example",
    emailVerified: true,
    title: "somebody else",
    about: "Another account with the same verified address.",
  },
];

const CASEY = "tide-casey.lindqvist";
const MARA = "tide-mara.haddad";

let folder: string;
let identity: Identity;
let web: LoopbackServer;
let origin: string;
let change: Partial<SignInOptions>;
let test_: TestDatabase;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sallyport-sign-in-"));
  // The routes alone, over the wire, as the web process serves them.
  web = await startLoopbackServer(0, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    );
    const answer = await handleAuthRequest(
      new Request(`${origin}${request.url}`, {
        method: request.method ?? "GET",
        headers,
        ...(request.method === "POST" ? { body: Buffer.concat(chunks) } : {}),
      }),
      authSetting({
        db,
        client: { issuer: identity.issuer, clientId: identity.clientId, clientSecret: identity.clientSecret },
        secret: "x".repeat(40),
        origin,
        firstAdmin: null,
        address: "198.51.100.7",
        ...change,
      }),
    );
    const lines = [...answer.headers].filter(([name]) => name !== "set-cookie");
    for (const [name, value] of lines) response.setHeader(name, value);
    response.setHeader("set-cookie", answer.headers.getSetCookie());
    response.writeHead(answer.status).end(await answer.text());
  });
  origin = `http://localhost:${web.port}`;
  process.env.NEXTAUTH_URL = origin;
  identity = await startIdentity({
    dataFolder: folder,
    port: 0,
    applicationOrigins: [origin],
    people: [...DEMO_PEOPLE, ...HOSTILE],
  });
});

afterAll(async () => {
  await web.close();
  await identity.server.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  change = {};
  test_ = await createTestDatabase();
  db = openDatabase(test_.webUrl, { applicationName: "sign-in test", connections: 5 });
  owner = new pg.Client({ connectionString: test_.ownerUrl });
  await owner.connect();
});

afterEach(async () => {
  await db.$disconnect();
  await owner.end();
  await test_.drop();
});

const sameOrigin = () => ({ origin });

/** Up to the provider's page: what the sign-in button does. */
async function begin(browser: CookieBrowser, callbackUrl = "/"): Promise<Visit> {
  const { csrfToken } = JSON.parse((await browser.visit(`${origin}/api/auth/csrf`)).body);
  const started = await browser.post(
    `${origin}/api/auth/signin/oidc`,
    { csrfToken, callbackUrl, json: "true" },
    sameOrigin(),
  );
  return browser.follow(await browser.visit(JSON.parse(started.body).url), origin);
}

/** The whole way: answers the last redirect within Sallyport. */
async function signIn(browser: CookieBrowser, subject: string, callbackUrl = "/"): Promise<Visit> {
  const form = await begin(browser, callbackUrl);
  const chosen = await browser.follow(await browser.post(form.url, { subject }), origin);
  const callback = await browser.visit(chosen.location ?? "about:blank");
  return callback;
}

const token = (browser: CookieBrowser): string | undefined =>
  browser.cookie(origin, sessionCookieName(origin));

const personOf = async (browser: CookieBrowser) => readSession(db, hashSessionToken(token(browser) ?? ""));

async function count(sql: string): Promise<number> {
  const { rows } = await owner.query(`SELECT count(*)::int AS n FROM ${sql}`);
  return rows[0].n;
}

test("the first sign-in makes a person without roles; the second finds the same one", async () => {
  const browser = new CookieBrowser();
  const done = await signIn(browser, MARA, "/stacks/shop?tab=rules");
  expect(done.location).toBe(`${origin}/stacks/shop?tab=rules`);
  const first = await personOf(browser);
  expect(first).toMatchObject({ displayName: "Mara Haddad", email: "mara.haddad@tidewater.example" });

  const other = new CookieBrowser();
  await signIn(other, MARA);
  expect((await personOf(other))?.personId).toBe(first?.personId);
  expect(await count("person")).toBe(1);
  expect(await count("role_assignment")).toBe(0);
  const { rows } = await owner.query("SELECT action FROM audit_entry ORDER BY at, action");
  expect(rows.map((row) => row.action)).toEqual(["person.joined", "person.signed-in", "person.signed-in"]);
  expect(await count(`audit_personal WHERE clear LIKE '%"address":"198.51.100.7"%'`)).toBe(3);
});

test("the cookie is closed to scripts and its token is nowhere in the database", async () => {
  const browser = new CookieBrowser();
  const done = await signIn(browser, MARA);
  const line = done.headers.getSetCookie().find((each) => each.startsWith(sessionCookieName(origin)));
  expect(line).toMatch(/HttpOnly/i);
  expect(line).toMatch(/SameSite=Lax/i);
  const secret = token(browser) ?? "";
  const { rows } = await owner.query("SELECT * FROM session");
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(rows[0].token_hash).toBe(createHash("sha256").update(secret).digest("hex"));
});

test("a new name at the provider is taken over at the next sign-in, and logged", async () => {
  const browser = new CookieBrowser();
  await signIn(browser, MARA);
  await owner.query("UPDATE person SET display_name = 'Mara Before', email = 'before@tidewater.example'");
  await signIn(browser, MARA);
  expect(await personOf(browser)).toMatchObject({
    displayName: "Mara Haddad",
    email: "mara.haddad@tidewater.example",
  });
  const { rows } = await owner.query(
    "SELECT clear FROM audit_personal WHERE part = 'about' AND entry_id = (SELECT id FROM audit_entry WHERE action = 'person.changed')",
  );
  expect(JSON.parse(rows[0].clear).before.name).toBe("Mara Before");
});

test("somebody with a known address but another subject is somebody else, verified or not", async () => {
  await signIn(new CookieBrowser(), CASEY);
  for (const { subject } of HOSTILE) {
    const browser = new CookieBrowser();
    await signIn(browser, subject);
    const { rows } = await owner.query("SELECT person_id FROM identity WHERE subject = $1", [CASEY]);
    expect((await personOf(browser))?.personId).not.toBe(rows[0].person_id);
  }
  expect(await count("person")).toBe(3);
});

test("a browser signed in as one person that signs in as another links nothing and ends the first session", async () => {
  const browser = new CookieBrowser();
  await signIn(browser, CASEY);
  const before = token(browser) ?? "";
  await signIn(browser, MARA);
  expect((await personOf(browser))?.displayName).toBe("Mara Haddad");
  expect(await readSession(db, hashSessionToken(before))).toBeNull();
  expect(await count("identity")).toBe(2);
  expect(await count("person")).toBe(2);
  expect(await count("session")).toBe(1);
});

test("somebody disabled is refused, and an open session of theirs is over at once", async () => {
  const browser = new CookieBrowser();
  await signIn(browser, MARA);
  expect(await personOf(browser)).not.toBeNull();
  await owner.query("ALTER TABLE person DISABLE TRIGGER keep_a_cloud_admin");
  await owner.query("UPDATE person SET disabled_at = now()");
  expect(await personOf(browser)).toBeNull();

  const again = new CookieBrowser();
  const refused = await signIn(again, MARA);
  expect(new URL(refused.location ?? "", origin).searchParams.get("error")).toBe("disabled");
  expect(token(again)).toBeUndefined();
  expect(await count("audit_entry WHERE action = 'refused'")).toBe(1);
});

test("the operator's first admin gets the role, once, by a verified address or by subject", async () => {
  const roleOf = async (subject: string) =>
    count(
      `role_assignment r JOIN identity i USING (person_id) WHERE i.subject = '${subject}' AND r.role = 'cloud_admin'`,
    );

  change = { firstAdmin: "Casey.Lindqvist@tidewater.example" };
  await signIn(new CookieBrowser(), "hostile-claims-casey");
  expect(await roleOf("hostile-claims-casey")).toBe(0);
  await signIn(new CookieBrowser(), CASEY);
  expect(await roleOf(CASEY)).toBe(1);
  await signIn(new CookieBrowser(), "same-verified-address");
  expect(await roleOf("same-verified-address")).toBe(0);

  change = { firstAdmin: MARA };
  await signIn(new CookieBrowser(), MARA);
  expect(await roleOf(MARA)).toBe(0);
  expect(await count("audit_entry WHERE action = 'role.given' AND actor = 'operator'")).toBe(1);
});

test("two first sign-ins at once make one person", async () => {
  await Promise.all(Array.from({ length: 5 }, () => signIn(new CookieBrowser(), MARA)));
  expect(await count("person")).toBe(1);
  expect(await count("session")).toBe(5);
});

test("a session goes idle, and ends however much it is used", async () => {
  const browser = new CookieBrowser();
  await signIn(browser, MARA);
  const end = async () => (await owner.query("SELECT expires_at - now() AS left FROM session")).rows[0].left;

  await owner.query("UPDATE session SET expires_at = now() + interval '5 minutes'");
  expect(await personOf(browser)).not.toBeNull();
  expect((await end()).hours ?? 0).toBeGreaterThanOrEqual(1);

  await owner.query(
    "UPDATE session SET created_at = now() - interval '11 hours 30 minutes', expires_at = now() + interval '5 minutes'",
  );
  expect(await personOf(browser)).not.toBeNull();
  expect((await end()).minutes).toBeLessThanOrEqual(30);
  expect((await end()).hours ?? 0).toBe(0);

  await owner.query(
    "UPDATE session SET created_at = now() - interval '12 hours 1 second', expires_at = now() + interval '1 hour'",
  );
  expect(await personOf(browser)).toBeNull();
  await owner.query("UPDATE session SET created_at = now(), expires_at = now() - interval '1 second'");
  expect(await personOf(browser)).toBeNull();
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "http://localhost:1@evil.example/"])(
  "after signing in, %s is not where the browser goes",
  async (callbackUrl) => {
    expect((await signIn(new CookieBrowser(), MARA, callbackUrl)).location).toBe(`${origin}/`);
  },
);

test("a callback without its own state, verifier and nonce signs nobody in", async () => {
  const victim = new CookieBrowser();
  const attacker = new CookieBrowser();
  const form = await begin(attacker);
  const stolen = await attacker.follow(await attacker.post(form.url, { subject: CASEY }), origin);
  // The attacker's own callback, planted in a browser that never began a sign-in, or began another.
  for (const prepare of [async () => undefined, async () => void (await begin(victim))]) {
    await prepare();
    const planted = await victim.visit(stolen.location ?? "");
    expect(planted.location).toContain("error=");
    expect(token(victim)).toBeUndefined();
  }
  expect(await count("session")).toBe(0);
  // They are told in a number, and fill no log.
  const { rows } = await owner.query(
    "SELECT kind, sum(count)::int AS count FROM failure_count GROUP BY kind",
  );
  expect(rows).toEqual([{ kind: "sign-in", count: 2 }]);
  expect(await count("audit_entry")).toBe(0);
});

test("beginning a sign-in needs this site's origin and its token", async () => {
  const browser = new CookieBrowser();
  const { csrfToken } = JSON.parse((await browser.visit(`${origin}/api/auth/csrf`)).body);
  const url = `${origin}/api/auth/signin/oidc`;
  expect((await browser.post(url, { csrfToken })).status).toBe(403);
  expect((await browser.post(url, { csrfToken }, { origin: "null" })).status).toBe(403);
  expect((await browser.post(url, { csrfToken }, { origin: "http://evil.example" })).status).toBe(403);
  const without = await browser.post(url, { csrfToken: "wrong" }, sameOrigin());
  expect(without.location ?? "").not.toContain(identity.issuer);
  const right = await browser.post(url, { csrfToken }, sameOrigin());
  const target = new URL(right.location ?? "");
  expect(target.origin).toBe(identity.issuer);
  for (const name of ["state", "nonce", "code_challenge"]) expect(target.searchParams.get(name)).toBeTruthy();
});

test("routes that signing in does not need are closed", async () => {
  const browser = new CookieBrowser();
  for (const path of ["session", "providers", "signout", "_log", "verify-request", "callback/other", ""]) {
    expect((await browser.visit(`${origin}/api/auth/${path}`)).status, path).toBe(404);
    expect((await browser.post(`${origin}/api/auth/${path}`, {}, sameOrigin())).status, path).toBe(404);
  }
});

test("a provider that keeps name and address out of its ID tokens is asked for them", async () => {
  const thin = await startIdentity({
    dataFolder: folder,
    port: 0,
    applicationOrigins: [origin],
    people: DEMO_PEOPLE,
    thinIdTokens: true,
  });
  try {
    change = { client: { issuer: thin.issuer, clientId: thin.clientId, clientSecret: thin.clientSecret } };
    const browser = new CookieBrowser();
    await signIn(browser, MARA);
    expect(await personOf(browser)).toMatchObject({
      displayName: "Mara Haddad",
      email: "mara.haddad@tidewater.example",
    });
  } finally {
    await thin.server.close();
  }
});

test("a provider that cannot be reached is said to be, and nothing else happens", async () => {
  change = { client: { issuer: "http://127.0.0.1:9", clientId: "x", clientSecret: "y" } };
  const browser = new CookieBrowser();
  const { csrfToken } = JSON.parse((await browser.visit(`${origin}/api/auth/csrf`)).body);
  const answer = await browser.post(
    `${origin}/api/auth/signin/oidc`,
    { csrfToken, json: "true" },
    sameOrigin(),
  );
  const told = await browser.visit(JSON.parse(answer.body).url);
  expect(new URL(told.location ?? "", origin).searchParams.get("error")).toBe("OAuthSignin");
});

test("a provider whose tokens name another issuer than the pinned one is not believed", async () => {
  change = {
    client: {
      issuer: identity.issuer.replace("127.0.0.1", "localhost"),
      clientId: identity.clientId,
      clientSecret: identity.clientSecret,
    },
  };
  const browser = new CookieBrowser();
  const refused = await signIn(browser, CASEY);
  expect(refused.location).toContain("error=");
  expect(token(browser)).toBeUndefined();
  expect(await count("person")).toBe(0);
});

test("a form longer than any of ours is refused before it is read to its end", async () => {
  let asked = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked += 1;
      controller.enqueue(new Uint8Array(4_096).fill(97));
      if (asked > 1_000) controller.error(new Error("Read on and on."));
    },
  });
  const setting = authSetting({
    db,
    client: { issuer: identity.issuer, clientId: identity.clientId, clientSecret: identity.clientSecret },
    secret: "x".repeat(40),
    origin,
    firstAdmin: null,
  });
  const init = { method: "POST", headers: sameOrigin(), body: endless, duplex: "half" };
  const answer = await handleAuthRequest(new Request(`${origin}/api/auth/signin/oidc`, init), setting);
  expect(answer.status).toBe(413);
  expect(asked).toBeLessThan(10);
});
