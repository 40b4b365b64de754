/**
 * `npm run bench`: how fast the core is on a large generated account, and the log on a PostgreSQL of its own, in ratios
 * to a baseline of the same run. `--write` puts the figures where they are kept; `--groups N` and `--largest N` measure
 * other sizes; `--only core` or `--only log` one of both. Ends with 1 when a bar is not met.
 */
import os from "node:os";
import { parseArgs } from "node:util";
import { type Measured, runBench } from "./bars.ts";
import { benchLog, type LogRow } from "./log/bench-log.ts";
import { writeFigures } from "./write-figures.ts";

const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    only: { type: "string", default: "all" },
    groups: { type: "string", default: "2500" },
    largest: { type: "string", default: "20000" },
  },
});

const say = (step: string): void => console.error(`${step} ...`);
const shown = (ratio: number): string => (ratio < 0.1 ? ratio.toFixed(4) : ratio.toFixed(2));
const met = (isMet: boolean): string => (isMet ? "met" : "**not met**");

const { node, v8 } = process.versions;
const [cpu] = os.cpus();
const where = `on ${new Date().toISOString().slice(0, 10)}, with Node ${node} (V8 ${v8}), ${os.platform()} ${os.arch()}, ${os.availableParallelism()} processors (${cpu?.model.trim() ?? "unknown"})`;

const row = ({ what, figures, ratio, bar }: Measured): string =>
  `| ${what} | ${figures} | ${shown(ratio)} | ${shown(bar)} | ${met(ratio <= bar)} |`;

function report(table: readonly string[], page: string, command: string, isMet: boolean): void {
  console.log(table.join("\n"));
  if (values.write) writeFigures(page, command, table.join("\n"));
  if (!isMet) process.exitCode = 1;
}

if (values.only !== "log") {
  const bench = runBench(Number(values.groups), Number(values.largest), say);
  const table = [
    "| what | figures | ratio | bar | |",
    "|---|---|---|---|---|",
    ...bench.measured.map(row),
    "",
    `The account: ${bench.account}. Beside the bars: ${bench.notes.join("; ")}.`,
    "",
    `The fastest of many runs taken in turns (of questions, the median), ${where}.`,
  ];
  const isMet = bench.measured.every(({ ratio, bar }) => ratio <= bar);
  report(table, "lib/core/README.md", "npm run bench -- --write", isMet);
}

const fits = ({ measured, bar, atLeast }: LogRow): boolean => (atLeast ? measured >= bar : measured <= bar);

const logRow = (each: LogRow): string =>
  `| ${each.what} | ${each.figures} | ${shown(each.measured)} | ${each.atLeast ? "at least" : "at most"} ${shown(each.bar)} | ${met(fits(each))} |`;

if (values.only !== "core") {
  const rows = await benchLog(say);
  const table = [
    "| what | figures | measured | bar | |",
    "|---|---|---|---|---|",
    ...rows.map(logRow),
    "",
    `Appends: the median of pairs of rounds taken in turns; verifying: the shortest wait; load of the machine ${os.loadavg()[0]?.toFixed(1)}; ${where}.`,
  ];
  const page = "lib/decisions/0926-what-the-log-costs.md";
  report(table, page, "npm run bench -- --only log --write", rows.every(fits));
}
