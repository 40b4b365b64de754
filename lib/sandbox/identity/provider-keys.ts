/** The provider's own secrets: made once, kept in the data folder, so that a restart signs nobody out. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { readStateFile, writeStateFile } from "../state-file.ts";

export interface ProviderKeys {
  /** Private signing key as JWK (RS256: every client library verifies it). */
  readonly signingKey: Record<string, unknown>;
  readonly cookieKey: string;
  readonly clientSecret: string;
}

const isProviderKeys = (value: unknown): value is ProviderKeys =>
  typeof value === "object" &&
  value !== null &&
  "signingKey" in value &&
  typeof value.signingKey === "object" &&
  "cookieKey" in value &&
  typeof value.cookieKey === "string" &&
  "clientSecret" in value &&
  typeof value.clientSecret === "string";

function makeKeys(): ProviderKeys {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    signingKey: {
      ...privateKey.export({ format: "jwk" }),
      kid: randomBytes(6).toString("hex"),
      use: "sig",
      alg: "RS256",
    },
    cookieKey: randomBytes(32).toString("base64url"),
    clientSecret: randomBytes(32).toString("base64url"),
  };
}

/** Reads `identity/keys.json` under the sandbox's data folder, or makes it. */
export function providerKeys(dataFolder: string): ProviderKeys {
  const path = join(dataFolder, "identity", "keys.json");
  const kept = readStateFile(path);
  if (isProviderKeys(kept)) return kept;
  const made = makeKeys();
  writeStateFile(path, made);
  return made;
}
