import { describe, expect, it } from "vitest";
import {
  refuseAccountsInSandbox,
  refuseCredentialsInWeb,
  refuseDemoIssuerWithRealAws,
  refuseDemoPeopleWithRealAws,
  refuseLoopbackEndpoint,
  refusePlainHttpWithRealAws,
  refusePublicDemo,
  refuseRealWithoutAccounts,
  refuseRealWithoutIssuer,
} from "./boot-refusals.ts";

describe("refusals at boot", () => {
  it("web does not start with AWS credentials in its environment, and says which", () => {
    expect(refuseCredentialsInWeb({ AWS_PROFILE: "p", AWS_SECRET_ACCESS_KEY: "s" })).toMatch(
      /AWS_SECRET_ACCESS_KEY, AWS_PROFILE/,
    );
    expect(refuseCredentialsInWeb({ AWS_WEB_IDENTITY_TOKEN_FILE: "/t" })).toBeDefined();
    expect(refuseCredentialsInWeb({ AWS_REGION: "eu-central-1", AWS_PROFILE: "" })).toBeUndefined();
  });

  it("real AWS does not start without an identity provider", () => {
    expect(refuseRealWithoutIssuer("real", undefined)).toMatch(/OIDC_ISSUER/);
    expect(refuseRealWithoutIssuer("real", "https://login.example")).toBeUndefined();
    expect(refuseRealWithoutIssuer("sandbox", undefined)).toBeUndefined();
  });

  it.each([
    "http://127.0.0.1:4010",
    "http://localhost:4010",
    "http://[::1]:4010",
    "http://[::ffff:127.0.0.1]:4010",
    "http://0x7f.1:4010",
    "http://demo.localhost",
    "https://issuer.sandbox.example",
  ])("real AWS does not start while the demo issuer %s is trusted", (issuer) => {
    const sandboxIssuer = "https://issuer.sandbox.example";
    expect(refuseDemoIssuerWithRealAws("real", issuer, sandboxIssuer)).toMatch(/demo identity provider/);
    expect(refuseDemoIssuerWithRealAws("sandbox", issuer, sandboxIssuer)).toBeUndefined();
  });

  it("real AWS does not start on a database that the demo's people are known in", () => {
    const real = "https://login.example";
    expect(refuseDemoPeopleWithRealAws("real", [real, "http://127.0.0.1:4010"], undefined)).toMatch(
      /demo's people/,
    );
    expect(refuseDemoPeopleWithRealAws("real", [real], real)).toMatch(/demo's people/);
    expect(refuseDemoPeopleWithRealAws("real", [real], undefined)).toBeUndefined();
    expect(refuseDemoPeopleWithRealAws("sandbox", ["http://127.0.0.1:4010"], undefined)).toBeUndefined();
  });

  it("a real issuer goes with real AWS", () => {
    expect(refuseDemoIssuerWithRealAws("real", "https://login.example", undefined)).toBeUndefined();
    expect(refuseDemoIssuerWithRealAws("real", "http://[::ffff:7f1:1]", undefined)).toBeUndefined();
  });

  it("the demo takes no list of accounts, and real AWS needs one", () => {
    expect(refuseAccountsInSandbox("sandbox", "accounts.yaml")).toMatch(/SALLYPORT_ACCOUNTS_FILE/);
    expect(refuseAccountsInSandbox("real", "accounts.yaml")).toBeUndefined();
    expect(refuseRealWithoutAccounts("real", undefined)).toMatch(/SALLYPORT_ACCOUNTS_FILE/);
    expect(refuseRealWithoutAccounts("real", "accounts.yaml")).toBeUndefined();
  });

  it("real credentials go to no endpoint on this machine unless it is named", () => {
    expect(refuseLoopbackEndpoint("http://127.0.0.1:5000", [])).toMatch(/LOOPBACK_ENDPOINTS/);
    expect(refuseLoopbackEndpoint("http://127.0.0.1:5000", ["http://127.0.0.1:5000"])).toBeUndefined();
    expect(refuseLoopbackEndpoint("http://127.0.0.1:5001", ["http://127.0.0.1:5000"])).toBeDefined();
    expect(refuseLoopbackEndpoint("https://ec2.cloud.example", [])).toBeUndefined();
  });

  it("nobody decides about real accounts over plain HTTP, but on this machine", () => {
    expect(refusePlainHttpWithRealAws("real", "http://sallyport.example")).toMatch(/SALLYPORT_URL/);
    expect(refusePlainHttpWithRealAws("real", "http://192.0.2.1:3000")).toMatch(/https/);
    expect(refusePlainHttpWithRealAws("real", "https://sallyport.example")).toBeUndefined();
    expect(refusePlainHttpWithRealAws("real", "http://localhost:3000")).toBeUndefined();
    expect(refusePlainHttpWithRealAws("real", undefined)).toBeUndefined();
    expect(refusePlainHttpWithRealAws("sandbox", "http://sallyport.example")).toBeUndefined();
  });

  it("the demo listens on this machine only", () => {
    expect(refusePublicDemo("sandbox", "192.0.2.1")).toMatch(/BIND_ADDRESS/);
    for (const every of ["0.0.0.0", "::", "0:0::0", "::ffff:0.0.0.0"]) {
      expect(refusePublicDemo("sandbox", every), every).toMatch(/BIND_ADDRESS/);
    }
    expect(refusePublicDemo("sandbox", "::1")).toBeUndefined();
    expect(refusePublicDemo("real", "192.0.2.1")).toBeUndefined();
  });
});
