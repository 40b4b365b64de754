import { appendFileSync } from "node:fs";
import path from "node:path";
import { type ProvenTest, runTests } from "../proof/run-tests.ts";
import { root } from "../test/stage.ts";
import { ofThisRun } from "./of-this-run.ts";

const PAGE = "lib/testing/chaos/long-runs.md";

/** What `npm test` tries with few, at its full size: each takes minutes. */
const LONG_RUNS = {
  contenders: {
    file: "lib/usecases/approval/contenders.integration.test.ts",
    environment: { CONTENDER_ROUNDS: "10000" },
  },
  "many-ends": {
    file: "lib/testing/chaos/many-ends.integration.test.ts",
    environment: { CHAOS_LONG: "1000" },
  },
  "picked-at-once": {
    file: "lib/testing/chaos/picked-at-once.integration.test.ts",
    environment: { CHAOS_LONG: "1000" },
  },
  "end-races": {
    file: "lib/testing/chaos/end-races.integration.test.ts",
    environment: { CHAOS_LONG: "1000" },
  },
  "goes-on": {
    file: "lib/testing/chaos/goes-on.integration.test.ts",
    environment: { CHAOS_WHOLE: "yes" },
  },
} as const;

const lineOf = ({ title, outcome, seconds, proof }: ProvenTest): string =>
  `- ${outcome === "passed" ? "passed" : "**FAILED**"}: ${title}${proof === null ? "" : `; ${proof}`} ` +
  `(${Math.round(seconds)} s). ${ofThisRun()}`;

/** Runs those that `names` says, all when it says none, and adds what came of each to the page. False when any failed. */
export async function runLong(names: readonly string[]): Promise<boolean> {
  const known = Object.entries(LONG_RUNS);
  const unknown = names.find((name) => !known.some(([of]) => of === name));
  if (unknown !== undefined)
    throw new Error(`Unknown: ${unknown}. Known are ${known.map(([name]) => name).join(", ")}.`);
  let isWell = true;
  for (const [name, { file, environment }] of known) {
    if (names.length > 0 && !names.includes(name)) continue;
    const ran = (await runTests("integration", [file], environment)).filter(
      ({ outcome }) => outcome !== "not run",
    );
    appendFileSync(path.join(root, PAGE), `${ran.map(lineOf).join("\n")}\n`);
    isWell &&= ran.length > 0 && ran.every(({ outcome }) => outcome === "passed");
  }
  return isWell;
}
