import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { refusedExitCode } from "#lib/adapters/system/run-program.ts";
import { createOrganisation } from "#lib/testing/organisation.ts";

const main = path.join(import.meta.dirname, "main.ts");

let organisation: Awaited<ReturnType<typeof createOrganisation>>;

beforeAll(async () => {
  organisation = await createOrganisation();
  const { owner, people } = organisation;
  await owner.identity.create({
    data: { issuer: "http://localhost:4000", subject: "casey", personId: people.casey.personId },
  });
});
afterAll(() => organisation.close());

it.each([
  ["AWS credentials in its environment", { AWS_PROFILE: "production" }, "holds no AWS credentials"],
  [
    "real AWS while the demo's identity provider is trusted",
    { SALLYPORT_AWS: "real", OIDC_ISSUER: "http://127.0.0.1:4000" },
    "demo identity provider",
  ],
  [
    "real AWS on a database that the demo's people are known in",
    { SALLYPORT_AWS: "real" },
    "knows the demo's people",
  ],
  ["a demo that others could reach", { BIND_ADDRESS: "0.0.0.0" }, "listens on this machine only"],
  ["no identity provider", { OIDC_ISSUER: "" }, "OIDC_ISSUER is missing"],
])("web does not start with %s, and says so in one sentence", (_, over, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, [main], {
    encoding: "utf8",
    timeout: 30_000,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      PORT: "1",
      WEB_DATABASE_URL: organisation.database.webUrl,
      NEXTAUTH_SECRET: "x".repeat(40),
      OIDC_ISSUER: "https://issuer.example",
      OIDC_CLIENT_ID: "sallyport",
      OIDC_CLIENT_SECRET: "secret",
      ...over,
    },
  });
  expect(status).toBe(refusedExitCode);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain(sentence);
});
