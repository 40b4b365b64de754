import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSignedWith, parseAuthorization, parseStamp, type SignedRequest } from "./signature.ts";

interface Request {
  readonly body: string;
  readonly query: Record<string, string>;
  readonly note: string;
}

const stamp = new Date("2026-03-04T05:06:07Z");

/** The SDK's own signer: the other opinion. */
async function signed(secret: string, { body, query, note }: Request): Promise<SignedRequest> {
  const signer = new SignatureV4({
    service: "ec2",
    region: "eu-central-1",
    sha256: Sha256,
    credentials: { accessKeyId: "AKIAADMIN", secretAccessKey: secret },
  });
  const headers = { host: "127.0.0.1:8080", note };
  const request = {
    method: "POST",
    protocol: "http:",
    hostname: "127.0.0.1",
    path: "/",
    query,
    headers,
    body,
  };
  const { headers: all } = await signer.sign(request, { signingDate: stamp });
  const text = new URLSearchParams(query).toString();
  return { method: "POST", path: "/", query: text, headers: all, body: Buffer.from(body) };
}

const isRight = (secret: string, request: SignedRequest): boolean => {
  const given = parseAuthorization(request.headers.authorization ?? "");
  return given !== undefined && isSignedWith(secret, request, given);
};

const plain = fc.string({ unit: "grapheme-ascii", maxLength: 20 });
// The SDK's signer loses a parameter called __proto__; that is its matter.
const parameter = plain.filter((name) => name !== "__proto__");
const requests = fc.record({
  body: fc.string({ unit: "grapheme" }),
  query: fc.dictionary(parameter, plain),
  note: plain,
});
const secrets = fc.string({ minLength: 1 });

describe("Signature Version 4", () => {
  it("is accepted as the SDK's own signer makes it", async () => {
    await fc.assert(
      fc.asyncProperty(requests, secrets, async (request, secret) => {
        expect(isRight(secret, await signed(secret, request))).toBe(true);
      }),
    );
  });

  it("is refused with another secret, body, query, header, stamp, or without its host", async () => {
    const request = await signed("secret", { body: "Action=DescribeVpcs", query: { a: "1" }, note: "x" });
    const { headers } = request;
    const changed: SignedRequest[] = [
      { ...request, body: Buffer.from("Action=DescribeVpcz") },
      { ...request, query: "a=2" },
      { ...request, path: "/else" },
      { ...request, headers: { ...headers, note: "y" } },
      { ...request, headers: { ...headers, "x-amz-date": "20260304T050608Z" } },
      { ...request, headers: { ...headers, authorization: headers.authorization?.replace("host;", "") } },
    ];
    expect(isRight("secret", request)).toBe(true);
    expect(isRight("another", request)).toBe(false);
    for (const one of changed) expect(isRight("secret", one)).toBe(false);
  });

  it("reads stamps to the second and nothing else as a stamp", () => {
    expect(parseStamp("20260304T050607Z")).toBe(stamp.getTime());
    for (const text of ["20261304T050607Z", "2026-03-04T05:06:07Z", ""])
      expect(parseStamp(text)).toBeUndefined();
    expect(
      parseAuthorization("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4, SignedHeaders=host, Signature=00"),
    ).toBeUndefined();
  });
});
