import { expect, test } from "vitest";
import { type AuthSetting, authOptions, sessionCookieName } from "./auth-options.ts";
import { identityOf } from "./provider-claims.ts";

const setting = (origin: string): AuthSetting => ({
  client: { issuer: "https://id.example/", clientId: "a", clientSecret: "b" },
  secret: "x".repeat(40),
  origin,
  gate: {
    findPerson: async () => null,
    admit: async () => ({ ok: false, problem: "disabled" }),
    openSession: async () => new Date(0),
    closeSession: async () => undefined,
  },
  log: () => undefined,
  failed: () => Promise.resolve(),
});

test("over TLS the session cookie is bound to this host and never sent in the clear", () => {
  const options = authOptions(setting("https://sallyport.example"));
  expect(options.useSecureCookies).toBe(true);
  expect(options.cookies?.sessionToken).toEqual({
    name: "__Host-sallyport-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
  });
  expect(sessionCookieName("http://localhost:3000")).toBe("sallyport-session");
});

test("every session token is another one, with 256 bits", () => {
  const make = authOptions(setting("https://sallyport.example")).session?.generateSessionToken;
  const tokens = Array.from({ length: 100 }, () => String(make?.()));
  expect(new Set(tokens).size).toBe(100);
  expect(Buffer.from(tokens[0] ?? "", "base64url")).toHaveLength(32);
});

test("the pinned issuer is compared exactly", () => {
  const claims = { iss: "https://id.example/", sub: "1" };
  expect(identityOf(claims, "https://id.example/")).toMatchObject({ subject: "1", emailVerified: null });
  for (const other of ["https://id.example", "https://ID.example/", "https://id.example/x", ""]) {
    expect(() => identityOf(claims, other)).toThrow();
  }
});

test("claims of the wrong shape are left out or refused, never believed", () => {
  const claims = { iss: "i", sub: "s", name: 7, email: "casey＠example.com", email_verified: "yes" };
  expect(identityOf(claims, "i")).toEqual({
    issuer: "i",
    subject: "s",
    name: null,
    email: null,
    emailVerified: false,
  });
  expect(identityOf({ iss: "i", sub: "s", email_verified: "true" }, "i").emailVerified).toBe(true);
  for (const sub of [undefined, "", 7, "x".repeat(256)])
    expect(() => identityOf({ iss: "i", sub }, "i")).toThrow();
});
