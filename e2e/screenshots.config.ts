import { defineConfig } from "@playwright/test";
import flows from "../playwright.config.ts";

/** The same product as for the flows, and one program that takes its pictures. */
export default defineConfig({
  ...flows,
  testDir: ".",
  outputDir: "../test-results/screenshots",
  projects: [{ name: "pictures", testMatch: "screenshots.ts" }],
});
