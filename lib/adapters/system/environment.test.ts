import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEnvironment, variablesOf } from "./environment.ts";
import { variables } from "./environment-variables.ts";
import { environmentFor } from "./process-environment.ts";

const web = {
  WEB_DATABASE_URL: "postgresql://sallyport_web:x@db/sallyport",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
  OIDC_ISSUER: "https://login.example",
  OIDC_CLIENT_ID: "sallyport",
  OIDC_CLIENT_SECRET: "s",
};

describe("the environment", () => {
  it("gives each program its variables, parsed, with defaults", () => {
    expect(readEnvironment("web", { ...web, TRUSTED_PROXIES: "10.0.0.0/8, ::1" })).toMatchObject({
      PORT: 3000,
      SALLYPORT_AWS: "sandbox",
      TRUSTED_PROXIES: ["10.0.0.0/8", "::1"],
    });
    const worker = readEnvironment("worker", {
      WORKER_DATABASE_URL: "postgres://w@db/s",
      WORKER_ROLES: "apply",
    });
    expect(worker.WORKER_ROLES).toEqual(["apply"]);
    expect(worker.OBSERVE_INTERVAL_SECONDS).toBe(300);
  });

  it.each(Object.keys(web))("stops the web when %s is missing or empty, and names it", (name) => {
    expect(() => readEnvironment("web", { ...web, [name]: undefined })).toThrow(`${name} is missing`);
    expect(() => readEnvironment("web", { ...web, [name]: "" })).toThrow(`${name} is missing`);
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["BIND_ADDRESS", "everywhere"],
    ["WEB_DATABASE_URL", "mysql://db"],
    ["NEXTAUTH_SECRET", "short-and-known"],
    ["OIDC_ISSUER", "login.example"],
    ["TRUSTED_PROXIES", "10.0.0.0/8,proxy"],
    ["SALLYPORT_AWS", "yes"],
  ])("names %s when it is %s, without quoting it", (name, value) => {
    const start = () => readEnvironment("web", { ...web, [name]: value });
    expect(start).toThrow(`${name} is wrong`);
    if (name === "NEXTAUTH_SECRET") expect(start).not.toThrow(value);
  });

  it("names all that is wrong at once", () => {
    expect(() => readEnvironment("web", { PORT: "x" })).toThrow(/NEXTAUTH_SECRET is missing.*PORT is wrong/);
  });

  it("names a misspelt variable", () => {
    expect(() => readEnvironment("sandbox", { SALLYPORT_ASW: "real" })).toThrow(
      "SALLYPORT_ASW is no variable",
    );
  });

  it("is explained in .env.example, each variable once, with its default", () => {
    const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8");
    const lines = example.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const given = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    expect(Object.keys(given).sort()).toEqual(Object.keys(variables).sort());
    expect(lines).toHaveLength(Object.keys(variables).length);
    expect(readEnvironment("start", given)).toEqual(readEnvironment("start", {}));
  });

  it("is what README.md speaks of: every variable it names exists", () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const named = [...readme.matchAll(/`([A-Z]+(?:_[A-Z]+)+)\b/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in variables))).toEqual([]);
  });
});

describe("a child process's environment", () => {
  const source = {
    PATH: "/bin",
    HOME: "/root",
    DATABASE_URL: "postgres://owner@db/s",
    WORKER_DATABASE_URL: "postgres://worker@db/s",
    WEB_DATABASE_URL: "postgres://web@db/s",
    AWS_PROFILE: "production",
    GITHUB_TOKEN: "t",
  };

  it("holds nothing of the other processes, nor of AWS, for the web", () => {
    const given = environmentFor("web", { ...source, SALLYPORT_AWS: "real" }, { PORT: "1" });
    expect(given).toEqual({
      PATH: "/bin",
      HOME: "/root",
      WEB_DATABASE_URL: "postgres://web@db/s",
      SALLYPORT_AWS: "real",
      PORT: "1",
    });
  });

  it("holds AWS's variables for the worker only when real AWS is asked for", () => {
    expect(environmentFor("worker", source, {})).not.toHaveProperty("AWS_PROFILE");
    expect(environmentFor("worker", { ...source, SALLYPORT_AWS: "real" }, {})).toHaveProperty("AWS_PROFILE");
  });

  it("never hands the owner's URL to a process that serves", () => {
    for (const program of ["web", "worker", "sandbox"] as const) {
      expect(variablesOf(program)).not.toContain("DATABASE_URL");
    }
  });
});
