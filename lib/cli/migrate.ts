import path from "node:path";
import { loadEnvFile } from "#lib/adapters/system/env-file.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { bringUpToDate } from "./migrate-database.ts";
import { passwordsIn } from "./start/database.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** `npm run migrate`: brings the database of `DATABASE_URL` up to this code. */
runProgram(async () => {
  loadEnvFile(root, "owner");
  const environment = readEnvironment("owner", process.env);
  const urls = [environment.WEB_DATABASE_URL, environment.WORKER_DATABASE_URL].filter(
    (url) => url !== undefined,
  );
  const applied = await bringUpToDate(root, environment.DATABASE_URL, passwordsIn(urls));
  process.stdout.write(
    applied.length === 0 ? "The database is up to date.\n" : `Applied ${applied.join(", ")}.\n`,
  );
});
