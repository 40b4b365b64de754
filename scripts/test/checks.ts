import { cruiseLayers } from "./cruise-layers.ts";
import { check, root, runTool, type Stage } from "./stage.ts";

const folders = ["app", "components", "lib", "scripts", "e2e"];
/** Fewer would mean that files were not read: dependency-cruiser then finds nothing wrong. */
const fewestModules = 100;

/** Format and lint, types, layers, dead code. */
export const checks: readonly Stage[] = [
  check(
    "format and lint",
    async () => (await runTool("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings"])) === 0,
  ),
  check("types", async () => (await runTool("typescript/bin/tsc", ["--noEmit"])) === 0),
  check(
    "types on Node 20, for the command",
    async () => (await runTool("typescript/bin/tsc", ["-p", "lib/cli/sallyport"])) === 0,
  ),
  check("layers", async () => {
    const { modules, violations } = await cruiseLayers(root, folders);
    for (const violation of violations) process.stderr.write(`${violation}\n`);
    process.stdout.write(`${modules} modules, ${violations.length} forbidden imports\n`);
    return modules >= fewestModules && violations.length === 0;
  }),
  check("dead code", async () => (await runTool("knip/bin/knip.js", ["--no-progress"])) === 0),
];
