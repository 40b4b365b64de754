import { copyFileSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root, runTool } from "../test/stage.ts";

/**
 * `npm run mutation`: how many small faults in a part of the core its own tests notice. Words given choose parts (`npm run
 * mutation -- net`), or files (`npm run mutation -- net segment cidr`). A thousand faults take a few minutes.
 */
const PARTS = ["net", "diff", "plan"] as const;

const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          status: z.string(),
          mutatorName: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: z.object({ line: z.number() }) }),
        }),
      ),
    }),
  ),
});

/** Stryker's words: a mutant that never ends is noticed, one that cannot be loaded is no mutant. */
const NOTICED = new Set(["Killed", "Timeout"]);
const MISSED = new Set(["Survived", "NoCoverage"]);

async function mutate(part: string, files: readonly string[]): Promise<boolean> {
  const folder = path.join(root, "test-results", "mutation");
  const output = path.join(folder, "report.json");
  rmSync(output, { force: true });
  const chosen =
    files.length === 0 ? [`lib/core/${part}/**/*.ts`] : files.map((file) => `lib/core/${part}/${file}.ts`);
  const code = await runTool(
    "@stryker-mutator/core/bin/stryker.js",
    ["run", "--testRunner", "in-process", "--mutate", [...chosen, "!**/*.test.ts"].join(",")],
    // Few cases a law, since each is tried for very many mutants (decision 0741).
    { MUTATED_PART: part, LAW_CASES: process.env.LAW_CASES ?? "20" },
  );
  if (code !== 0) return false;
  copyFileSync(output, path.join(folder, `${part}.json`));
  const parsed = report.parse(JSON.parse(readFileSync(output, "utf8")));
  let noticed = 0;
  let missed = 0;
  for (const [file, { source, mutants }] of Object.entries(parsed.files)) {
    // What earlier runs found of other parts is kept in the report.
    if (!file.startsWith(`lib/core/${part}/`)) continue;
    const lines = source.split("\n");
    for (const { status, mutatorName, replacement, location } of mutants) {
      if (NOTICED.has(status)) noticed += 1;
      if (!MISSED.has(status)) continue;
      missed += 1;
      const { line } = location.start;
      process.stdout.write(
        `${file}:${line} ${lines[line - 1]?.trim()}\n    ${mutatorName}: ${replacement ?? ""}\n`,
      );
    }
  }
  const share = ((100 * noticed) / Math.max(1, noticed + missed)).toFixed(1);
  process.stdout.write(`${part}: ${noticed} of ${noticed + missed} mutants noticed (${share} %)\n`);
  return true;
}

const [part, ...files] = process.argv.slice(2);
for (const each of part === undefined ? PARTS : [part])
  if (!(await mutate(each, files))) process.exitCode = 1;
