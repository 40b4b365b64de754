import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { root } from "./stage.ts";

/** A Chromium to test in: named, installed, or got now from Playwright or Debian. Undefined when there is none. */
export function findBrowser(): string | undefined {
  return installed() ?? fromPlaywright() ?? fromDebian();
}

function installed(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named !== undefined && named !== "") return existsSync(named) ? named : undefined;
  const bundled = chromium.executablePath();
  return (
    // Chromium without the parts that need a screen: the same engine, for a fifth less work.
    onPath("chromium-headless-shell") ??
    onPath("chromium") ??
    onPath("chromium-browser") ??
    onPath("google-chrome") ??
    (existsSync(bundled) ? bundled : undefined)
  );
}

function onPath(program: string): string | undefined {
  try {
    return execFileSync("/bin/sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function fromPlaywright(): string | undefined {
  process.stdout.write("No Chromium here: asking Playwright for one ...\n");
  const cli = path.join(root, "node_modules", "playwright", "cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 240_000,
  });
  const bundled = chromium.executablePath();
  return existsSync(bundled) && starts(bundled) ? bundled : undefined;
}

function fromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || onPath("apt-get") === undefined) return undefined;
  process.stdout.write("Asking Debian for a Chromium ...\n");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends"];
  for (const args of [["update"], [...install, "chromium-headless-shell"], [...install, "chromium"]]) {
    if (onPath("chromium-headless-shell") !== undefined) break;
    spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: environment });
  }
  return onPath("chromium-headless-shell") ?? onPath("chromium");
}

/** Playwright's own needs system libraries that a bare machine lacks. */
function starts(program: string): boolean {
  return spawnSync(program, ["--headless", "--no-sandbox", "--version"], { stdio: "ignore" }).status === 0;
}
