/**
 * `npm run bench`: how fast the core is on a large generated account, in ratios to a baseline of the same run.
 * `--write` puts the figures into `lib/core/README.md`; `--groups N` and `--largest N` measure other sizes.
 * Ends with 1 when a bar is not met.
 */
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { type Measured, runBench } from "./bars.ts";

const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    groups: { type: "string", default: "2500" },
    largest: { type: "string", default: "20000" },
  },
});

const shown = (ratio: number): string => (ratio < 0.1 ? ratio.toFixed(4) : ratio.toFixed(2));

const row = ({ what, figures, ratio, bar }: Measured): string =>
  `| ${what} | ${figures} | ${shown(ratio)} | ${shown(bar)} | ${ratio <= bar ? "met" : "**not met**"} |`;

const bench = runBench(Number(values.groups), Number(values.largest), (step) => console.error(`${step} ...`));
const { node, v8 } = process.versions;
const [cpu] = os.cpus();
const table = [
  "| what | figures | ratio | bar | |",
  "|---|---|---|---|---|",
  ...bench.measured.map(row),
  "",
  `The account: ${bench.account}. Beside the bars: ${bench.notes.join("; ")}.`,
  "",
  `The fastest of many runs taken in turns (of questions, the median), on ${new Date().toISOString().slice(0, 10)}, with Node ${node} (V8 ${v8}), ${os.platform()} ${os.arch()}, ${os.availableParallelism()} processors (${cpu?.model.trim() ?? "unknown"}).`,
].join("\n");
console.log(table);

const PAGE = "lib/core/README.md";
const START = "<!-- bench: npm run bench -- --write -->";
const END = "<!-- /bench -->";
if (values.write) {
  const page = readFileSync(PAGE, "utf8");
  const [before, after] = [page.indexOf(START), page.indexOf(END)];
  if (before === -1 || after === -1) throw new Error(`${PAGE} has no place for the figures.`);
  writeFileSync(PAGE, `${page.slice(0, before + START.length)}\n${table}\n${page.slice(after)}`);
}
if (bench.measured.some(({ ratio, bar }) => ratio > bar)) process.exitCode = 1;
