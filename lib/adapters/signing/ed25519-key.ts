/** Ed25519 keys of signed notes, in the texts that C2SP's signed-note (and Go's module mirror) give them. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** The signature type, first byte of an encoded key. */
const ED25519 = 0x01;
const KEY_BYTES = 32;

export interface Verifier {
  readonly name: string;
  /** 8 hexadecimal digits, of name and key. */
  readonly id: string;
  /** `NAME+ID+BASE64`: what people keep, and give to whoever verifies. */
  readonly text: string;
  readonly verifies: (text: string, signature: Uint8Array) => boolean;
}

export interface Signer {
  readonly verifier: Verifier;
  /** Secret: `PRIVATE+KEY+NAME+ID+BASE64`. */
  readonly secret: string;
  readonly sign: (text: string) => Uint8Array;
}

const idOf = (name: string, encoded: Uint8Array): string =>
  createHash("sha256").update(`${name}\n`, "utf8").update(encoded).digest("hex").slice(0, 8);

const isName = (name: string): boolean => /^[^\s+]+$/u.test(name);

const publicBytes = (key: KeyObject): Buffer =>
  Buffer.from(String(key.export({ format: "jwk" }).x), "base64url");

function verifierOf(name: string, key: Buffer): Verifier {
  const encoded = Buffer.concat([Buffer.of(ED25519), key]);
  const id = idOf(name, encoded);
  const jwk = { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  return {
    name,
    id,
    text: `${name}+${id}+${encoded.toString("base64")}`,
    verifies: (text, signature) => verify(null, Buffer.from(text, "utf8"), publicKey, signature),
  };
}

/** The bytes of a key that a text encodes; null when it is no Ed25519 key. */
function keyBytes(encoded: string): Buffer | null {
  const bytes = Buffer.from(encoded, "base64");
  const isKey = bytes.toString("base64") === encoded && bytes.length === KEY_BYTES + 1;
  return isKey && bytes[0] === ED25519 ? bytes.subarray(1) : null;
}

/** Null when the text is no verifier key, or its id is not the one of its name and key. */
export function readVerifier(text: string): Verifier | null {
  const [, name = "", id = "", encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text.trim()) ?? [];
  const key = keyBytes(encoded);
  if (key === null) return null;
  const verifier = verifierOf(name, key);
  return verifier.id === id ? verifier : null;
}

function signerOf(name: string, seed: Buffer): Signer {
  // RFC 8410: the frame of a PKCS #8 Ed25519 private key, before its 32 bytes.
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const verifier = verifierOf(name, publicBytes(createPublicKey(key)));
  const encoded = Buffer.concat([Buffer.of(ED25519), seed]).toString("base64");
  return {
    verifier,
    secret: `PRIVATE+KEY+${name}+${verifier.id}+${encoded}`,
    sign: (text) => new Uint8Array(sign(null, Buffer.from(text, "utf8"), key)),
  };
}

/** Null when the text is no private key, or its id is not its own. */
export function readSigner(text: string): Signer | null {
  const [, name = "", id = "", encoded = ""] =
    /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text.trim()) ?? [];
  const seed = keyBytes(encoded);
  if (seed === null) return null;
  const signer = signerOf(name, seed);
  return signer.verifier.id === id ? signer : null;
}

export function generateSigner(name: string): Signer {
  if (!isName(name)) throw new Error("The name of a key has neither spaces nor plus signs.");
  const { privateKey } = generateKeyPairSync("ed25519");
  return signerOf(name, Buffer.from(String(privateKey.export({ format: "jwk" }).d), "base64url"));
}
