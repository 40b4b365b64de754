import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { filePlace } from "#lib/adapters/checkpoints/file-place.ts";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { notesIn } from "#lib/formats/log/checkpoint-file.ts";
import { configuredPlaces } from "./checkpoint-places.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-checkpoints-"));
afterAll(() => rmSync(folder, { recursive: true }));

const key = generateSigner("sallyport.example/sallyport");
const note = (size: number) => signNote(`${key.verifier.name}\n${size}\n${"A".repeat(43)}=\n`, key);

describe("a file of checkpoints", () => {
  it("is added to, and gives back every note as it was signed, also behind one that was cut off", async () => {
    const file = path.join(folder, "new", "checkpoints.txt");
    const place = filePlace(file);
    expect(place.newest()).toBeNull();
    for (const size of [1, 2]) await place.keep(note(size), size);
    expect(place.newest()).toBe(note(2));
    expect(readFileSync(file, "utf8").startsWith(note(1))).toBe(true);
    appendFileSync(file, `\n${note(3).slice(0, 20)}`);
    await place.keep(note(4), 4);
    expect(notesIn(readFileSync(file, "utf8"))).toEqual([
      note(1),
      note(2),
      `${note(3).slice(0, 20)}\n`,
      note(4),
    ]);
    writeFileSync(file, "");
    expect(place.newest()).toBeNull();
  });

  it("is read from its end, however many years it holds", async () => {
    const file = path.join(folder, "years.txt");
    const place = filePlace(file);
    writeFileSync(file, "");
    truncateSync(file, 3 * 1024 ** 3);
    await place.keep(note(5), 5);
    await place.keep(note(6), 6);
    expect(place.newest()).toBe(note(6));
  });

  it("whose newest note alone is long gives it back whole", async () => {
    const file = path.join(folder, "long.txt");
    const place = filePlace(file);
    const long = `${note(7)}— witness.example ${"A".repeat(100_000)}\n`;
    await place.keep(note(6), 6);
    await place.keep(long, 7);
    expect(place.newest()).toBe(long);
  });
});

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");
const hmac = (secret: string | Buffer, value: string) => createHmac("sha256", secret).update(value).digest();

/** What S3 does with a signed request (Signature Version 4), written down from its description. */
function isSigned(request: IncomingMessage, body: string): boolean {
  const { authorization = "", "x-amz-date": at = "" } = request.headers;
  const [, scope = "", names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      authorization,
    ) ?? [];
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, request.url, "", headers.join(""), names, sha256(body)].join("\n");
  const wanted = ["AWS4-HMAC-SHA256", String(at), scope, sha256(canonical)].join("\n");
  const secret = scope.split("/").reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${SECRET}`);
  return (
    names.split(";").includes("host") &&
    request.headers["x-amz-content-sha256"] === sha256(body) &&
    hmac(secret, wanted).toString("hex") === signature
  );
}

interface Received {
  readonly line: string;
  readonly body: string;
  readonly signed: boolean;
}

/** A small receiver on this machine; it answers `status`. */
async function receiver(status = 200) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ line: `${request.method} ${request.url}`, body, signed: isSigned(request, body) });
    response.writeHead(status, status === 302 ? { location: "https://elsewhere.example/" } : {}).end("no");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { received, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const settings = (more: Record<string, string>) =>
  readEnvironment("worker", {
    WORKER_DATABASE_URL: "postgres://w@db/s",
    SALLYPORT_CHECKPOINT_FILE: path.join(folder, "configured.txt"),
    ...more,
  });
const bucketOf = (url: string, secret = SECRET) =>
  configuredPlaces(
    settings({
      SALLYPORT_CHECKPOINT_BUCKET: `${url}/evidence/sallyport log/`,
      SALLYPORT_CHECKPOINT_BUCKET_REGION: "eu-central-1",
      SALLYPORT_CHECKPOINT_BUCKET_KEY_ID: "AKIDEXAMPLE",
      SALLYPORT_CHECKPOINT_BUCKET_SECRET: secret,
    }),
  )[1];

describe("a bucket", () => {
  it("gets each checkpoint as an object of its own, signed as S3 wants it", async () => {
    const { received, url, close } = await receiver();
    await bucketOf(url)?.keep(note(812), 812);
    await bucketOf(url, "another secret")?.keep(note(813), 813);
    close();
    expect(received).toEqual([
      {
        line: "PUT /evidence/sallyport%20log/checkpoint-0000000000000812.txt",
        body: note(812),
        signed: true,
      },
      expect.objectContaining({ signed: false }),
    ]);
  });
});

describe("a webhook", () => {
  it("gets each checkpoint, and has not kept it when it says so or sends elsewhere", async () => {
    for (const [status, kept] of [
      [204, true],
      [500, false],
      [302, false],
    ] as const) {
      const { received, url, close } = await receiver(status);
      const [, place] = configuredPlaces(settings({ SALLYPORT_CHECKPOINT_WEBHOOK: `${url}/hook` }));
      const sent = place?.keep(note(1), 1);
      await (kept ? expect(sent).resolves.toBeUndefined() : expect(sent).rejects.toThrow());
      close();
      expect(received).toMatchObject([{ line: "POST /hook", body: note(1) }]);
    }
  });
});

it("is nothing that others could listen to, and no bucket without its key", () => {
  expect(() =>
    configuredPlaces(settings({ SALLYPORT_CHECKPOINT_WEBHOOK: "http://hooks.example/x" })),
  ).toThrow("https://");
  expect(() =>
    configuredPlaces(settings({ SALLYPORT_CHECKPOINT_BUCKET: "https://b.s3.amazonaws.com" })),
  ).toThrow("SALLYPORT_CHECKPOINT_BUCKET_SECRET");
  expect(configuredPlaces(settings({})).map(({ name }) => name)).toEqual([
    path.join(folder, "configured.txt"),
  ]);
});
