/**
 * `npm run bench:web -- --pictures`: the graph at 10, 100, 500 and 2,500 groups as it opens, as files beside the
 * graph's own page in the repository.
 */
import path from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../test/find-browser.ts";
import { generatedGraph } from "./generated-graph.ts";
import { servePage } from "./page-server.ts";
import { smallGraph } from "./small-account.ts";

const SIZES = [10, 100, 500, 2500];

export async function takePictures(root: string, tell: (step: string) => void): Promise<void> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: ["--no-sandbox"],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  for (const size of SIZES) {
    tell(`A picture of ${size} groups`);
    const server = await servePage(root, size === 10 ? smallGraph() : generatedGraph(size).json);
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
    await page.goto(`${server.url}/graph`);
    await page.waitForFunction(() => performance.getEntriesByName("graph-drawn").length > 0);
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(root, `components/graph/pictures/${size}-groups.png`) });
    await page.close();
    server.close();
  }
  await browser.close();
}
