/** Loaded before each test file. */
import { flushCompileCache } from "node:module";
import fc from "fast-check";
import { afterAll } from "vitest";

/** With `LAW_SEED` every law draws the same cases again; without, new ones each time. */
const asked = process.env.LAW_SEED;
if (asked !== undefined && asked !== "") {
  if (!/^[0-9]{1,10}$/.test(asked)) throw new Error(`LAW_SEED is no seed: ${asked}`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) | 0 });
}

// Workers are ended, not left to end: what they compiled would be compiled again by the next ones.
afterAll(() => flushCompileCache());
