import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser } from "./test/find-browser.ts";
import { runTool } from "./test/stage.ts";

/** `npm run screenshots`: takes the README's pictures of a fresh demo and leaves them in `public/tour`. */
const browser = findBrowser();
if (browser === undefined) {
  process.stderr.write("No Chromium found and none could be installed: set PLAYWRIGHT_CHROMIUM to one.\n");
  process.exitCode = 1;
} else {
  const data = mkdtempSync(path.join(tmpdir(), "sallyport-screenshots-"));
  const config = ["--config", "e2e/screenshots.config.ts", "--reporter", "list"];
  process.exitCode = await runTool("@playwright/test/cli.js", ["test", ...config], {
    PLAYWRIGHT_CHROMIUM: browser,
    E2E_DATA: data,
  });
  rmSync(data, { recursive: true, force: true });
}
