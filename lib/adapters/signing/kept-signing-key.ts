import { randomUUID } from "node:crypto";
import { existsSync, linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { generateSigner, readSigner, type Signer } from "./ed25519-key.ts";

/** Why there is no key to sign with: a sentence for whoever runs the worker. */
export class SigningKeyProblem extends Error {
  override readonly name = "SigningKeyProblem";
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/**
 * The worker's key: kept in `file`, readable by its owner alone; made there, under `name`, when `make` says so and there
 * is none. Workers that begin at once end up with one key.
 */
export function keptSigningKey(file: string, name: string, make: boolean): Signer {
  if (make && !existsSync(file)) makeKey(file, name);
  return readSigningKey(file);
}

/** The file appears whole or not at all, whoever reads it meanwhile, and takes no other's place. */
function makeKey(file: string, name: string): void {
  const whole = `${file}.${randomUUID()}`;
  writeFileSync(whole, `${generateSigner(name).secret}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(whole, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    unlinkSync(whole);
  }
}

function readSigningKey(file: string): Signer {
  const mode = modeOf(file);
  if ((mode & 0o077) !== 0 && process.platform !== "win32") {
    throw new SigningKeyProblem(
      `Others than its owner may read the signing key ${file}: chmod 600 it, and make a new one if they may have.`,
    );
  }
  const signer = readSigner(readFileSync(file, "utf8"));
  if (signer === null) {
    throw new SigningKeyProblem(
      `${file} holds no signing key: restore it from a backup, or move it away and a new one is made.`,
    );
  }
  return signer;
}

function modeOf(file: string): number {
  try {
    return statSync(file).mode;
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    throw new SigningKeyProblem(`There is no signing key at ${file}.`);
  }
}
