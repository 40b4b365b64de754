import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { loadEnvFile } from "./env-file.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "env-file-"));
  for (const name of ["DATABASE_URL", "WORKER_DATABASE_URL", "AWS_PROFILE", "OIDC_ISSUER", "PORT"]) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const everything = `
PORT=4000
DATABASE_URL=postgres://owner@db/s
WORKER_DATABASE_URL=postgres://worker@db/s
OIDC_ISSUER=https://login.example # ours
SALLYPORT_AWS=real
AWS_PROFILE=production
`;

it("gives the web nothing of the worker's, though they share a file", () => {
  writeFileSync(path.join(root, ".env"), everything);
  loadEnvFile(root, "web");
  expect(process.env).toMatchObject({ PORT: "4000", OIDC_ISSUER: "https://login.example" });
  for (const name of ["DATABASE_URL", "WORKER_DATABASE_URL", "AWS_PROFILE"]) {
    expect(process.env).not.toHaveProperty(name);
  }
});

it("gives the worker its database and AWS's variables", () => {
  writeFileSync(path.join(root, ".env"), everything);
  loadEnvFile(root, "worker");
  expect(process.env).toMatchObject({
    WORKER_DATABASE_URL: "postgres://worker@db/s",
    AWS_PROFILE: "production",
  });
  expect(process.env).not.toHaveProperty("DATABASE_URL");
});

it("lets the environment win, and does without a file", () => {
  vi.stubEnv("PORT", "5000");
  loadEnvFile(root, "web");
  writeFileSync(path.join(root, ".env"), everything);
  loadEnvFile(root, "web");
  expect(process.env.PORT).toBe("5000");
});
