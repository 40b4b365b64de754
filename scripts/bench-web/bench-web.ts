/**
 * `npm run bench:web`: the graph of a large generated account in headless Chromium, beside an empty canvas in the same
 * run. `--write` puts the figures into `components/graph/README.md`, `--groups N` measures another size. The graph's
 * own page is served without Next's frame around it. `--pictures` takes pictures of it at several sizes instead. Ends
 * with 1 when a bar is not met.
 */
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "../test/find-browser.ts";
import { filterTime, focusTime } from "./answers.ts";
import { panningRate, zoomingRate } from "./frames.ts";
import { generatedGraph } from "./generated-graph.ts";
import { servePage } from "./page-server.ts";
import { takePictures } from "./pictures.ts";
import { tabMemory } from "./tab-memory.ts";

const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    pictures: { type: "boolean", default: false },
    groups: { type: "string", default: "2500" },
  },
});
const root = path.resolve(import.meta.dirname, "../..");
const tell = (step: string) => console.error(`${step} ...`);
if (values.pictures) {
  await takePictures(root, tell);
  process.exit();
}

async function inFreshBrowser<Answer>(url: string, measure: (page: Page, pid: number) => Promise<Answer>) {
  const executablePath = findBrowser();
  const server = await chromium.launchServer({
    args: ["--no-sandbox"],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(url);
    return { answer: await measure(page, server.process().pid ?? 0), version: browser.version() };
  } finally {
    await server.close();
  }
}

const drawn = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName("graph-drawn").length > 0, undefined, {
    timeout: 120_000,
  });

async function emptyPage(page: Page, pid: number) {
  await page.waitForTimeout(1_000);
  const panning = await panningRate(page);
  const zooming = await zoomingRate(page);
  return { panning, zooming, memory: tabMemory(pid) };
}

async function graphPage(page: Page, pid: number) {
  await drawn(page);
  const first = await page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    return at("graph-drawn") - at("graph-data");
  });
  await page.waitForTimeout(1_000);
  const focus = await focusTime(page);
  const filter = await filterTime(page);
  const panning = await panningRate(page);
  const zooming = await zoomingRate(page);
  return { first, focus, filter, panning, zooming, memory: tabMemory(pid) };
}

async function wholePage(page: Page) {
  await drawn(page);
  await page.waitForTimeout(1_000);
  return { panning: await panningRate(page), zooming: await zoomingRate(page) };
}

tell("Generating the account");
const generated = generatedGraph(Number(values.groups));
tell("Building the page");
const server = await servePage(root, generated.json);
tell("An empty canvas");
const { answer: empty, version } = await inFreshBrowser(`${server.url}/empty`, emptyPage);
tell("The graph as it opens");
const { answer: graph } = await inFreshBrowser(`${server.url}/graph`, graphPage);
tell("The graph with every group open");
const { answer: whole } = await inFreshBrowser(`${server.url}/graph?by=group`, wholePage);
server.close();

const frame = 1000 / empty.panning;
const extra = (graph.memory ?? Number.NaN) - (empty.memory ?? Number.NaN);
const megabytes = server.dataBytes / 1e6;
const rate = (value: number) => `${value.toFixed(1)} frames a second`;

interface Bar {
  readonly what: string;
  readonly figures: string;
  readonly measured: string;
  readonly bar: string;
  readonly met: boolean;
}

const atLeast = (what: string, own: number, other: number): Bar => ({
  what,
  figures: `${rate(own)}, empty canvas ${rate(other)}`,
  measured: (own / other).toFixed(2),
  bar: "at least 0.8",
  met: own / other >= 0.8,
});

const atMost = (what: string, figures: string, value: number, bar: number, unit: string): Bar => ({
  what,
  figures,
  measured: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
  bar: `at most ${bar} ${unit}`,
  met: value <= bar,
});

const bars: readonly Bar[] = [
  atLeast("panning", graph.panning, empty.panning),
  atLeast("zooming", graph.zooming, empty.zooming),
  atMost("focus", `${graph.focus.toFixed(0)} ms`, graph.focus / frame, 6, "frames"),
  atMost("filter", `${graph.filter.toFixed(0)} ms`, graph.filter / frame, 6, "frames"),
  atMost("first picture after the data", `${graph.first.toFixed(0)} ms`, graph.first / 1000, 1, "s"),
  atMost("data, compressed", `${server.dataBytes.toLocaleString("en")} bytes`, megabytes, 1.5, "MB"),
  atMost(
    "memory above the empty page",
    `${graph.memory?.toFixed(0) ?? "?"} MB, empty page ${empty.memory?.toFixed(0) ?? "?"} MB`,
    extra,
    300,
    "MB",
  ),
];

const [cpu] = os.cpus();
const table = [
  "| what | figures | measured | bar | |",
  "|---|---|---|---|---|",
  ...bars.map(
    ({ what, figures, measured, bar, met }) =>
      `| ${what} | ${figures} | ${measured} | ${bar} | ${met ? "met" : "**not met**"} |`,
  ),
  "",
  `The account: ${generated.about}. With every group open, beside the bars: panning ${rate(whole.panning)}, zooming ${rate(whole.zooming)}.`,
  "",
  `On ${new Date().toISOString().slice(0, 10)}, Chromium ${version} without a graphics card, ${os.platform()} ${os.arch()}, ${os.availableParallelism()} processors (${cpu?.model.trim() ?? "unknown"}), load ${os.loadavg()[0]?.toFixed(1)}.`,
].join("\n");
console.log(table);

const PAGE = "components/graph/README.md";
const [START, END] = ["<!-- bench: npm run bench:web -- --write -->", "<!-- /bench -->"];
if (values.write) {
  const page = readFileSync(PAGE, "utf8");
  const [before, after] = [page.indexOf(START), page.indexOf(END)];
  if (before === -1 || after === -1) throw new Error(`${PAGE} has no place for the figures.`);
  writeFileSync(PAGE, `${page.slice(0, before + START.length)}\n${table}\n${page.slice(after)}`);
}
if (bars.some(({ met }) => !met)) process.exitCode = 1;
