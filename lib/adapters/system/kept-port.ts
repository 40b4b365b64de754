import path from "node:path";
import { z } from "zod";
import { findFreePort, isPortFree } from "./free-port.ts";
import { readKept, writeKept } from "./kept-file.ts";

const schema = z.object({ postgres: z.number().int().min(1).max(65_535) });

/** The embedded PostgreSQL's port: the same at every start. */
export async function keptPostgresPort(dataFolder: string): Promise<number> {
  return readKept(fileIn(dataFolder), schema)?.postgres ?? choosePort(dataFolder);
}

/** The same, or another when somebody else has taken it meanwhile. Call only when PostgreSQL does not run. */
export async function freePostgresPort(dataFolder: string): Promise<number> {
  const kept = await keptPostgresPort(dataFolder);
  return (await isPortFree(kept)) ? kept : choosePort(dataFolder);
}

const fileIn = (dataFolder: string): string => path.join(dataFolder, "ports.json");

async function choosePort(dataFolder: string): Promise<number> {
  const postgres = await findFreePort();
  writeKept(fileIn(dataFolder), { postgres });
  return postgres;
}
