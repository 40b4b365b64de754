import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import type { Program } from "./environment.ts";
import { environmentFor } from "./process-environment.ts";

/**
 * Adds to our environment what `.env` in `root` holds for `program`, and nothing that is meant for another: web
 * must not see the worker's secrets because they share a file. What the environment already has wins.
 */
export function loadEnvFile(root: string, program: Program): void {
  const file = path.join(root, ".env");
  if (!existsSync(file)) return;
  const both = { ...parseEnv(readFileSync(file, "utf8")), ...process.env };
  const entries = environmentFor(program, both, {});
  for (const [name, value] of Object.entries(entries)) process.env[name] ??= value;
}
