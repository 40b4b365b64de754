import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { keptSigningKey } from "./kept-signing-key.ts";

const { halfWritten } = vi.hoisted(() => ({ halfWritten: { meanwhile: (): void => undefined } }));

// A file is there before anything is written to it: just then another worker begins.
vi.mock("node:fs", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:fs")>();
  const writeFileSync: typeof real.writeFileSync = (file, data, options) => {
    real.writeFileSync(file, "", options);
    halfWritten.meanwhile();
    real.writeFileSync(file, data);
  };
  return { ...real, writeFileSync };
});

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("is one whole key for two workers that begin at once", () => {
  const file = path.join(folder, "signing-key");
  const others: string[] = [];
  halfWritten.meanwhile = () => {
    halfWritten.meanwhile = () => undefined;
    others.push(keptSigningKey(file, "second", true).verifier.text);
  };
  const first = keptSigningKey(file, "first", true);
  expect(others).toEqual([first.verifier.text]);
  expect(readdirSync(folder)).toEqual(["signing-key"]);
});
