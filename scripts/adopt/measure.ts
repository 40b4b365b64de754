/**
 * `npm run adopt:measure`: adopts generated estates and writes what was right into `lib/core/adopt/README.md`.
 * Even seeds tune, odd seeds report. `--fit` first fits the weights of the evidence to the even half;
 * `--seeds 400` says how many there are in all; `--dry` writes nothing.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { adopt } from "#lib/core/adopt/adopt.ts";
import type { ClaimKind } from "#lib/core/adopt/weights.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { generateEstate } from "#lib/testing/adoption/generate-estate.ts";
import { type Score, scoreAdoption } from "#lib/testing/adoption/score.ts";
import { fitWeights } from "./fit-weights.ts";
import { confidenceTable, countsTable } from "./results.ts";

const { values } = parseArgs({
  options: {
    fit: { type: "boolean", default: false },
    dry: { type: "boolean", default: false },
    seeds: { type: "string", default: "800" },
  },
});
const folder = path.resolve(import.meta.dirname, "../../lib/core/adopt");

let missing = 0;
const measure = (seed: number): Score => {
  const { observation, truth } = generateEstate(seed);
  const adoption = adopt(observation);
  for (const { stack } of adoption.stacks)
    missing += diffStack(stack, observation).findings.filter(({ kind }) => kind === "missing").length;
  return scoreAdoption(adoption, truth);
};

const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);
const tuned = seeds.filter((seed) => seed % 2 === 0).map(measure);

if (values.fit) {
  const judged = tuned.flatMap((score) => score.judged);
  const claims: readonly ClaimKind[] = ["stack", "tier", "binding"];
  const weights = Object.fromEntries(claims.map((claim) => [claim, fitWeights(claim, judged)]));
  const file = path.join(folder, "weights.ts");
  const [before = ""] = readFileSync(file, "utf8").split("export const WEIGHTS");
  const type = "Readonly<Record<ClaimKind, Weights>>";
  writeFileSync(file, `${before}export const WEIGHTS: ${type} = ${JSON.stringify(weights, null, 2)};\n`);
  execFileSync("biome", ["check", "--write", file], { stdio: "inherit" });
  console.log("Fitted. Run again without --fit to measure with the new weights.");
} else {
  const reported = seeds.filter((seed) => seed % 2 === 1).map(measure);
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const results = [
    `Commit ${commit}, ${date}. ${reported.length} estates reported, ${tuned.length} others tuned on; flows missing from what was proposed: ${missing}.`,
    countsTable(tuned, reported),
    "Confidence on the reported half:",
    confidenceTable(reported.flatMap((score) => score.judged)),
  ].join("\n\n");
  console.log(results);
  if (!values.dry) {
    const file = path.join(folder, "README.md");
    const text = readFileSync(file, "utf8");
    const filled = text.replace(
      /(<!-- results -->\n)[\s\S]*(<!-- end of results -->)/,
      `$1\n${results}\n\n$2`,
    );
    writeFileSync(file, filled);
  }
}
