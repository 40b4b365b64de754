import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** An HTTP request as far as its signature covers it. Header names are lower case. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface Authorization {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function parseAuthorization(header: string): Authorization | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([\w/=+-]+), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  const [, credential, signedHeaders, signature] = match ?? [];
  const [accessKeyId, day, region, service, end, ...rest] = credential?.split("/") ?? [];
  if (accessKeyId === undefined || day === undefined || region === undefined || service === undefined)
    return undefined;
  if (end !== "aws4_request" || rest.length > 0 || signature === undefined) return undefined;
  return { accessKeyId, day, region, service, signedHeaders: signedHeaders?.split(";") ?? [], signature };
}

/** Milliseconds since the epoch of `20260102T030405Z`, or undefined. */
export function parseStamp(stamp: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(stamp);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Signature Version 4, computed again from the secret and compared. The host must be among what is signed. */
export function isSignedWith(secret: string, request: SignedRequest, given: Authorization): boolean {
  const stamp = request.headers["x-amz-date"];
  if (stamp === undefined || !stamp.startsWith(given.day) || !given.signedHeaders.includes("host"))
    return false;
  const declared = request.headers["x-amz-content-sha256"];
  const payload = sha256(request.body);
  if (declared !== undefined && declared !== payload) return false;
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...given.signedHeaders.map(
      (name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}`,
    ),
    "",
    given.signedHeaders.join(";"),
    payload,
  ].join("\n");
  const scope = `${given.day}/${given.region}/${given.service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`;
  const key = [given.day, given.region, given.service, "aws4_request"].reduce<Buffer>(
    hmac,
    Buffer.from(`AWS4${secret}`),
  );
  return timingSafeEqual(hmac(key, toSign), Buffer.from(given.signature, "hex"));
}

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Sorted by encoded name, then by encoded value: not by the two joined, where `=` would take part. */
const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]): [string, string] => [percent(name), percent(value)])
    .sort(([oneName, oneValue], [name, value]) => compare(oneName, name) || compare(oneValue, value))
    .map((pair) => pair.join("="))
    .join("&");

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const percent = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
