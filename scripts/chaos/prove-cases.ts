import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CASES, type FailureCase, type NamedTest, SECTIONS } from "#lib/testing/chaos/cases.ts";
import { type ProvenTest, readReport, runTests } from "../proof/run-tests.ts";
import { root } from "../test/stage.ts";
import { ofThisRun } from "./of-this-run.ts";

const PAGE = "lib/testing/chaos/cases.md";

type Verdict = "proven" | "FAILED" | "not proven";

interface Judged {
  readonly verdict: Verdict;
  readonly tests: readonly { readonly named: NamedTest; readonly ran: readonly ProvenTest[] }[];
}

/** What `npm test` leaves out, for want of time. */
const LEFT_OUT = [
  "lib/testing/chaos/failover.integration.test.ts",
  "lib/testing/chaos/restored.integration.test.ts",
];
const WHOLE = { CHAOS_WHOLE: "yes" };

/** Runs every test that the table of failure cases names. */
async function runNamed(): Promise<readonly ProvenTest[]> {
  const files = [...new Set(CASES.flatMap(({ tests }) => tests.map(({ file }) => file)))].sort();
  const isIntegration = (file: string): boolean => file.includes(".integration.");
  return [
    ...(await runTests(
      "unit",
      files.filter((file) => !isIntegration(file)),
      {},
    )),
    ...(await runTests("integration", files.filter(isIntegration), WHOLE)),
  ];
}

/** What the last `npm test` here said of them, and a run of what it leaves out. */
async function readTested(): Promise<readonly ProvenTest[]> {
  const reports = ["unit-tests-and-laws", "integration"].map((stage) =>
    path.join(root, "test-results", `${stage}.json`),
  );
  const missing = reports.filter((report) => !existsSync(report));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(", ")}: run npm test first.`);
  const tested = reports.flatMap(readReport).filter(({ file }) => !LEFT_OUT.includes(file));
  return [...tested, ...(await runTests("integration", LEFT_OUT, WHOLE))];
}

/**
 * Judges each failure case by the tests that show it, and writes the page. `tested`: by the reports of the last `npm test`
 * here, of the commit that is checked out. False when any of them failed.
 */
export async function proveCases(tested: boolean): Promise<boolean> {
  const ran = tested ? await readTested() : await runNamed();
  const judged = new Map(CASES.map((each) => [each.id, judge(each, ran)]));
  writeFileSync(path.join(root, PAGE), pageOf(judged));
  const count = (verdict: Verdict): number =>
    [...judged.values()].filter((each) => each.verdict === verdict).length;
  console.log(
    `${count("proven")} cases proven, ${count("FAILED")} failed, ${count("not proven")} not proven: ${PAGE}`,
  );
  return count("FAILED") === 0;
}

/** A title with a place for each of a list stands for every test that was made of it. */
function matches(title: string): (ran: ProvenTest) => boolean {
  const pattern = title
    .split(/%[sij]/)
    .map((part) => RegExp.escape(part))
    .join(".*");
  const expression = new RegExp(pattern);
  return (ran) => expression.test(ran.title);
}

function judge({ tests }: FailureCase, ran: readonly ProvenTest[]): Judged {
  const each = tests.map((named) => ({
    named,
    ran: ran.filter((test) => test.file === named.file && matches(named.title)(test)),
  }));
  const all = each.flatMap((test) => test.ran);
  const failed = all.some(({ outcome }) => outcome === "failed");
  const whole =
    each.length > 0 && each.every(({ ran: of }) => of.some(({ outcome }) => outcome === "passed"));
  return { tests: each, verdict: failed ? "FAILED" : whole ? "proven" : "not proven" };
}

const MARKS = { passed: "passed", failed: "FAILED", "not run": "not run" } as const;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

function testLine({ named, ran }: Judged["tests"][number]): string {
  const outcomes = [...Map.groupBy(ran, ({ outcome }) => outcome)].map(
    ([outcome, same]) => `${same.length > 1 ? `${same.length} ` : ""}${MARKS[outcome]}`,
  );
  const seconds = ran.reduce((sum, test) => sum + test.seconds, 0).toFixed(1);
  const told = outcomes.length === 0 ? "NOT RUN" : outcomes.join(", ");
  return `${told} (${seconds} s): \`${named.file.replace(/^lib\//, "")}\` ${cell(named.title)}`;
}

function pageOf(judged: ReadonlyMap<number, Judged>): string {
  const lines = [
    "# The failure cases, and what shows each",
    "",
    "Made by `npm run chaos -- --cases`; never edited by hand. A case is *proven* when every test that it names ran and",
    "passed, and else *not proven*.",
    "",
    ofThisRun(),
    "",
  ];
  for (const { title, cases } of SECTIONS) {
    lines.push(`## ${title}`, "", "| | case | what must happen | |", "|---|---|---|---|");
    for (const { id, what, expected, open } of cases) {
      const { verdict, tests } = judged.get(id) ?? { verdict: "not proven", tests: [] };
      const shown = [
        `**${verdict}**`,
        ...tests.map(testLine),
        ...(open === undefined ? [] : [`*Open:* ${open}`]),
      ];
      lines.push(`| ${id} | ${cell(what)} | ${cell(expected)} | ${shown.join("<br>")} |`);
    }
    lines.push("");
  }
  return lines.join("\n");
}
