import { findBrowser } from "./test/find-browser.ts";
import { runTool } from "./test/stage.ts";

/** `npm run screenshots`: takes the README's pictures of a fresh demo and leaves them in `public/tour`. */
const browser = findBrowser();
if (browser === undefined) {
  process.stderr.write("No Chromium found and none could be installed: set PLAYWRIGHT_CHROMIUM to one.\n");
  process.exitCode = 1;
} else {
  const config = ["--config", "e2e/screenshots.config.ts", "--reporter", "list"];
  process.exitCode = await runTool("@playwright/test/cli.js", ["test", ...config], {
    PLAYWRIGHT_CHROMIUM: browser,
  });
}
