import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readKept, writeKept } from "./kept-file.ts";
import { StartupRefusal } from "./startup-refusal.ts";

const secret = z.string().min(32);
const schema = z.object({ postgres: secret, web: secret, worker: secret, session: secret });

/** Made once, at the first start, and kept in the data folder: three database passwords and the session key. */
export type KeptSecrets = z.output<typeof schema>;

export function keepSecrets(dataFolder: string): KeptSecrets {
  const file = path.join(dataFolder, "secrets.json");
  const kept = readKept(file, schema);
  if (kept) return kept;
  if (existsSync(file)) {
    throw new StartupRefusal(
      `${file} is damaged: restore it from a backup, because the database knows its passwords.`,
    );
  }
  const make = (): string => randomBytes(24).toString("hex");
  const made = { postgres: make(), web: make(), worker: make(), session: make() };
  writeKept(file, made);
  return made;
}
