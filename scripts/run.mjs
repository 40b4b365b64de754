// The first thing every npm script runs. It may meet Node 20 and an empty checkout, so it is plain JavaScript
// without dependencies: it installs them when needed and goes on with the Node that this project is written for.
import { realpathSync } from "node:fs";
import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findNode } from "./find-node.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { runUnderNode } from "./run-under-node.mjs";
import { stopWhenNpmIsLost } from "./stop-when-npm-is-lost.mjs";

const root = path.resolve(import.meta.dirname, "..");
process.chdir(root);

stopWhenNpmIsLost();

// Compiled modules are kept between starts, ours and those of the processes we start (Node 20 knows no such cache).
process.env.NODE_COMPILE_CACHE ??= path.join(root, "node_modules", ".cache", "compiled");
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);

/** What each npm script runs. */
const programs = {
  start: "lib/cli/start.ts",
  test: "scripts/test/test.ts",
  "adopt:measure": "scripts/adopt/measure.ts",
  proof: "scripts/proof/proof.ts",
  mutation: "scripts/mutation/mutation.ts",
  chaos: "scripts/chaos/chaos.ts",
  screenshots: "scripts/screenshots.ts",
  bench: "scripts/bench/bench.ts",
  "bench:web": "scripts/bench-web/bench-web.ts",
  "bench:overdue": "scripts/bench/overdue/overdue.ts",
  "bench:storage": "scripts/bench/storage/storage.ts",
  "pack:command": "scripts/pack-command.ts",
  web: "lib/server/main.ts",
  worker: "lib/worker/main.ts",
  sandbox: "lib/sandbox/main.ts",
  migrate: "lib/cli/migrate.ts",
  backup: "lib/cli/backup.ts",
  restore: "lib/cli/restore.ts",
  "audit:verify": "lib/cli/audit-verify.ts",
  "iam-policy": "lib/cli/iam-policy.ts",
  sweep: "lib/worker/sweep-main.ts",
  "sweep:report": "lib/cli/report-sweep.ts",
  erase: "lib/cli/erase.ts",
  "audit:resume": "lib/cli/audit-resume.ts",
};

const [name = "", ...args] = process.argv.slice(2);
const program = programs[name];
try {
  if (program === undefined)
    throw new Error(`Unknown: ${name}. Known are ${Object.keys(programs).join(", ")}.`);
  installDependencies(root);
  const node = findNode(root);
  if (realpathSync(node) !== realpathSync(process.execPath)) {
    process.exitCode = await runUnderNode(node, [import.meta.filename, name, ...args]);
  } else {
    const file = path.join(root, program);
    const build = await import("../lib/cli/start/build-when-changed.ts");
    const stopped = new AbortController().signal;
    await build.generateDatabaseClient(root, stopped);
    if (name === "web") await build.buildPages(root, stopped);
    // npm start hands each process its own part; alone they take theirs from the file themselves.
    if (["web", "worker", "sandbox", "sweep"].includes(name)) {
      const { loadEnvFile } = await import("../lib/adapters/system/env-file.ts");
      loadEnvFile(root, name);
    }
    process.argv = [process.execPath, file, ...args];
    await import(pathToFileURL(file).href);
  }
} catch (error) {
  console.error(["Error", "StartupRefusal"].includes(error?.name) ? error.message : error);
  process.exitCode = 1;
}
