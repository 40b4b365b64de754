import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { hashSources } from "./source-hash.ts";

interface BuildStep {
  readonly name: string;
  readonly sources: readonly string[];
  /** Exists once the step has succeeded. */
  readonly result: string;
  readonly command: readonly string[];
}

const databaseClient: BuildStep = {
  name: "the database client",
  sources: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"],
  result: "lib/adapters/db/generated/client.ts",
  command: ["node_modules/prisma/build/index.js", "generate"],
};

/** What the pages are made of. */
export const pageSources: readonly string[] = [
  "app",
  "components",
  "lib/core",
  "lib/formats",
  "lib/usecases",
  "lib/adapters",
  "lib/browser",
  "lib/server",
  "public",
  "prisma/schema.prisma",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

const pages: BuildStep = {
  name: "the pages",
  sources: pageSources,
  result: ".next/BUILD_ID",
  command: ["node_modules/next/dist/bin/next", "build"],
};

/** Generates the database client when its schema changed: every program that touches the database needs it. */
export function generateDatabaseClient(root: string, stopped: AbortSignal): Promise<void> {
  return runWhenChanged(databaseClient, root, stopped);
}

/** Builds the pages when anything they are made of changed. */
export function buildPages(root: string, stopped: AbortSignal): Promise<void> {
  return runWhenChanged(pages, root, stopped);
}

async function runWhenChanged(step: BuildStep, root: string, stopped: AbortSignal): Promise<void> {
  const folder = path.join(root, "node_modules", ".cache", "sallyport");
  const stamp = path.join(folder, path.basename(step.result));
  const state = (): string =>
    JSON.stringify({ sources: hashSources(root, step.sources), result: hashSources(root, [step.result]) });
  if (existsSync(path.join(root, step.result)) && existsSync(stamp)) {
    if (readFileSync(stamp, "utf8") === state()) return;
  }
  process.stdout.write(`Building ${step.name} ...\n`);
  mkdirSync(folder, { recursive: true });
  const logFile = `${stamp}.log`;
  if ((await runStep(step, root, logFile, stopped)) !== 0) {
    const told = readFileSync(logFile, "utf8").trim().split("\n").slice(-30).join("\n");
    throw new StartupRefusal(`${told}\nBuilding ${step.name} failed: see ${logFile}.`);
  }
  writeFileSync(stamp, state());
}

function runStep(step: BuildStep, root: string, logFile: string, stopped: AbortSignal): Promise<number> {
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, [...step.command], {
    cwd: root,
    stdio: ["ignore", log, log],
    env: buildEnvironment(),
    signal: stopped,
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Nothing of ours: what is built must not depend on where it was built, and no secret may end up in it. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, NODE_EXTRA_CA_CERTS } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    NODE_EXTRA_CA_CERTS,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // Next would read .env into the build.
    __NEXT_PROCESSED_ENV: "true",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    // Prisma wants to download an engine that generating does not use; any program satisfies it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  };
}
