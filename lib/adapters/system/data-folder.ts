import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartupRefusal } from "./startup-refusal.ts";

/** Makes the data folder when there is none and proves that it takes files. Returns its absolute path. */
export function prepareDataFolder(folder: string): string {
  const absolute = path.resolve(folder);
  const probe = path.join(absolute, `.probe-${process.pid}`);
  try {
    mkdirSync(path.join(absolute, "logs"), { recursive: true, mode: 0o755 });
    accessSync(absolute, constants.W_OK);
    writeFileSync(probe, "");
    rmSync(probe);
    return absolute;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new StartupRefusal(
      `The data folder ${absolute} cannot be written to (${reason}): change its permissions or set SALLYPORT_DATA to another.`,
    );
  }
}
