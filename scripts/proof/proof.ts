import { globSync, mkdirSync } from "node:fs";
import path from "node:path";
import { root } from "../test/stage.ts";
import { printTable } from "./print-table.ts";
import { type ProvenTest, runTests } from "./run-tests.ts";

/**
 * `npm run proof`: the laws on ten times as many cases as `npm test` tries, the exhaustive oracles, and the opinions of
 * others (PostgreSQL, the sandbox, a Linux kernel, recorded accounts). A table in the end; what did not run says so.
 */
const CASES = process.env.LAW_CASES ?? "10000";
const ESTATES = process.env.JUDGED_ESTATES ?? "60";

const laws = globSync("lib/{core,formats}/**/*.{laws,oracle}.test.ts", { cwd: root }).sort();
const opinions = globSync(
  [
    "lib/core/**/*.integration.test.ts",
    "lib/formats/nftables/*.integration.test.ts",
    "lib/formats/ec2/describe/recorded-accounts.integration.test.ts",
    "lib/testing/{demo-plans,rule-opinion}.integration.test.ts",
  ],
  { cwd: root },
).sort();

mkdirSync(path.join(root, "test-results"), { recursive: true });
const startedAt = Date.now();
const environment = { LAW_CASES: CASES, JUDGED_ESTATES: ESTATES };
const tests: ProvenTest[] = [
  ...(await runTests("unit", laws, environment)),
  ...(await runTests("integration", opinions, environment)),
];

const count = (wanted: ProvenTest["outcome"]) => tests.filter(({ outcome }) => outcome === wanted).length;
process.stdout.write(printTable(tests));
process.stdout.write(
  `\n${count("passed")} proven on ${Number(CASES).toLocaleString("en")} cases a law, ${count("failed")} failed, ` +
    `${count("not run")} not run, in ${Math.round((Date.now() - startedAt) / 1000)} s\n`,
);
process.exitCode = count("failed") === 0 ? 0 : 1;
