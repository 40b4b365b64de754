import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { missingForKernel } from "./missing-for-kernel.ts";

const missing = missingForKernel();

it.skipIf(missing !== null)("leaves no namespace behind when its maker is killed", async () => {
  const file = path.join(import.meta.dirname, "namespace.ts");
  const script = `const { Namespace } = await import(${JSON.stringify(file)});
    console.log((await Namespace.make()).pid); setInterval(() => {}, 1000);`;
  const maker = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [text] = await once(maker.stdout, "data");
  const holder = `/proc/${Number(text)}/ns/net`;
  expect(existsSync(holder)).toBe(true);

  maker.kill("SIGKILL");
  await once(maker, "exit");
  for (let tries = 0; existsSync(holder) && tries < 500; tries += 1) await wait(10);
  expect(existsSync(holder)).toBe(false);
});
