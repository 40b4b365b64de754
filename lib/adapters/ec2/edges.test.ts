import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseAccounts } from "./accounts-file.ts";
import { classifyFailure } from "./failure.ts";

describe("what a failure tells", () => {
  const answered = (name: string, status: number) =>
    Object.assign(new Error("no"), { name, $fault: "client", $metadata: { httpStatusCode: status } });
  it.each([
    [answered("InvalidPermission.Duplicate", 400), "refused"],
    [answered("RequestLimitExceeded", 503), "throttled"],
    [answered("RequestExpired", 400), "credentials"],
    [answered("InternalError", 500), "unknown"],
    [Object.assign(new Error("timed out"), { name: "TimeoutError" }), "unknown"],
    [Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }), "unknown"],
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "not-sent"],
    // An answer that cannot be read came from somebody who may have done it.
    [
      Object.assign(new Error("bad xml"), { name: "SyntaxError", $metadata: { httpStatusCode: 200 } }),
      "unknown",
    ],
    ["a string", "unknown"],
  ])("%s", (error, kind) => expect(classifyFailure(error).kind).toBe(kind));
});

describe("the accounts file", () => {
  const account = `
accounts:
  - id: "111122223333"
    name: prod
    regions: [eu-central-1]
    read: { from: { profile: observer } }
    write:
      from: instance-role
      assumeRole: { arn: "arn:aws:iam::111122223333:role/Apply", externalId: secret-id }
`;
  it("names accounts, Regions and credentials by explicit choice", () => {
    const parsed = parseAccounts(account);
    if (!parsed.ok) throw new Error(parsed.problem);
    expect(parsed.value).toMatchObject([
      {
        name: "prod",
        access: {
          ec2Endpoint: null,
          credentials: {
            read: { base: { kind: "profile", profile: "observer" }, assumeRole: null },
            write: { base: { kind: "instance-role" }, assumeRole: { externalId: "secret-id" } },
          },
        },
      },
    ]);
  });

  it("reads the example that README.md gives", () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    expect(example).toContain("accounts:");
    expect(parseAccounts(example)).toMatchObject({ ok: true });
  });

  it.each([
    ["a number for an id", account.replace('"111122223333"', "111122223333")],
    ["no choice of credentials", account.replace("read: { from: { profile: observer } }", "read: {}")],
    ["a misspelt key", account.replace("externalId", "externalID")],
    ["no list", "accounts: []"],
    ["no YAML", "accounts: ["],
  ])("refuses %s, without quoting a value", (_, text) => {
    const parsed = parseAccounts(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problem).not.toContain("secret-id");
  });
});
