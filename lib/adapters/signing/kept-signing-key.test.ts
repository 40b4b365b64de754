import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROUNDS = 100;

/** Takes the key of each round as soon as every thread has come to that round. */
const program = (source: string) => `
  const { parentPort, workerData: { folder, threads, rounds, come } } = require("node:worker_threads");
  import(${JSON.stringify(source)}).then(({ keptSigningKey }) => {
    const told = [];
    for (let round = 0; round < rounds; round += 1) {
      Atomics.add(come, round, 1);
      while (Atomics.load(come, round) < threads);
      try { told.push(keptSigningKey(folder + "/" + round, "worker", true).verifier.text); }
      catch (error) { told.push(String(error)); }
    }
    parentPort.postMessage(told);
  });`;

it("is one whole key for workers that begin at the same moment", async () => {
  const threads = 2;
  const come = new Int32Array(new SharedArrayBuffer(ROUNDS * Int32Array.BYTES_PER_ELEMENT));
  const source = new URL("kept-signing-key.ts", import.meta.url).href;
  const answers: string[][] = await Promise.all(
    Array.from({ length: threads }, async () => {
      const workerData = { folder, threads, rounds: ROUNDS, come };
      const worker = new Worker(program(source), { eval: true, workerData });
      const [told] = await once(worker, "message");
      await worker.terminate();
      return told;
    }),
  );
  const [first = [], second = []] = answers;
  expect(first).toHaveLength(ROUNDS);
  expect(second).toEqual(first);
  expect(new Set(first).size).toBe(ROUNDS);
  expect(readdirSync(folder)).toHaveLength(ROUNDS);
});
