import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import { stateFromEstate } from "../estate-state.ts";
import { home, production, smallEstate } from "../testing/small-estate.ts";
import { authenticate } from "./authenticate.ts";
import type { SignedRequest } from "./signature.ts";

const start = Date.parse("2026-03-04T05:00:00Z");
const minutes = 60_000;

const session = {
  accessKeyId: "ASIASESSION",
  secret: "session-secret",
  token: "session-token",
  account: production,
  role: "observe",
  name: "worker",
  expires: start + 60 * minutes,
};
const state = { ...stateFromEstate(smallEstate), sessions: { [session.accessKeyId]: session } };

async function signedAt(time: number, service: string): Promise<SignedRequest> {
  const signer = new SignatureV4({
    service,
    region: home,
    sha256: Sha256,
    credentials: {
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secret,
      sessionToken: session.token,
    },
  });
  const request = {
    method: "POST",
    protocol: "http:",
    hostname: "localhost",
    path: "/",
    headers: { host: "localhost" },
  };
  const { headers } = await signer.sign({ ...request, body: "" }, { signingDate: new Date(time) });
  return { method: "POST", path: "/", query: "", headers, body: Buffer.from("") };
}

const principalAt = async (time: number, service = "ec2") =>
  authenticate(state, await signedAt(time, service), time, 15 * minutes);

describe("a session", () => {
  it("is its role until it expires", async () => {
    await expect(principalAt(start)).resolves.toMatchObject({
      arn: `arn:aws:sts::${production}:assumed-role/observe/worker`,
    });
  });

  it("once over, is RequestExpired to EC2 and ExpiredToken to STS", async () => {
    const over = session.expires;
    await expect(principalAt(over - 1000)).resolves.toBeDefined();
    await expect(principalAt(over)).rejects.toMatchObject({ code: "RequestExpired" });
    await expect(principalAt(over, "sts")).rejects.toMatchObject({ code: "ExpiredToken", status: 403 });
  });
});

describe("a request", () => {
  it("lives fifteen minutes from its stamp, either way", async () => {
    const request = await signedAt(start, "ec2");
    const at = (now: number) => () => authenticate(state, request, now, 15 * minutes);
    expect(at(start + 15 * minutes)).not.toThrow();
    expect(at(start + 15 * minutes + 1)).toThrow("Request has expired.");
    expect(at(start - 15 * minutes - 1)).toThrow("Request has expired.");
  });

  it("for another service is refused", async () => {
    await expect(principalAt(start, "s3")).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
  });
});
