/** Gives entries their places as the worker does, beside those who write: `sequenceAudit` round after round. */
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";

/** As the worker looks. */
const LOOK_MS = 250;
const BATCH = 1_000;

const db = openDatabase(String(workerData), { applicationName: "bench-sequencer", connections: 1 });
let isOver = false;
parentPort?.on("message", () => {
  isOver = true;
});
while (!isOver) {
  for (let count = BATCH; count === BATCH; ) {
    count = await sequenceAudit({ db }, BATCH);
    if (count > 0) parentPort?.postMessage({ count, at: Date.now() });
  }
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
await db.$disconnect();
parentPort?.close();
