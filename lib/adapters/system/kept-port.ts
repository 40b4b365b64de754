import path from "node:path";
import { z } from "zod";
import { findFreePort, isPortFree } from "./free-port.ts";
import { readKept, writeKept } from "./kept-file.ts";

const schema = z.object({ postgres: z.number().int().min(1).max(65_535) });

/** The embedded PostgreSQL's port: the same at every start, unless somebody else has taken it meanwhile. */
export async function keepPostgresPort(dataFolder: string): Promise<number> {
  const file = path.join(dataFolder, "ports.json");
  const kept = readKept(file, schema);
  if (kept && (await isPortFree(kept.postgres))) return kept.postgres;
  const postgres = await findFreePort();
  writeKept(file, { postgres });
  return postgres;
}
