import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { CheckpointPlace } from "./checkpoint-place.ts";
import { sendNote } from "./sent-place.ts";

export interface Bucket {
  /** With the bucket in its host name or its path, and whatever its objects' names begin with. */
  readonly url: URL;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

const DIGITS = 16;

/** An object for each checkpoint, named by how many entries it covers: listed, they stand in their order. */
export function bucketPlace({ url, region, keyId, secret }: Bucket): CheckpointPlace {
  const signer = new SignatureV4({
    service: "s3",
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    sha256: Sha256,
    uriEscapePath: false,
  });
  return {
    name: url.host,
    newest: () => null,
    keep: async (note, size) => {
      const name = `checkpoint-${String(size).padStart(DIGITS, "0")}.txt`;
      const object = new URL(`${url.href.replace(/\/$/, "")}/${name}`);
      const { headers } = await signer.sign({
        method: "PUT",
        protocol: object.protocol,
        hostname: object.hostname,
        path: object.pathname,
        headers: { host: object.host, "content-type": "text/plain; charset=utf-8" },
        body: note,
      });
      const { host: _, ...sent } = headers;
      await sendNote(object, "PUT", sent, note);
    },
  };
}
