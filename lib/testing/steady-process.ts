import { writeFileSync } from "node:fs";
import { announceReady, exitWithParent } from "#lib/adapters/system/child-process-protocol.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";

/**
 * A process for the supervisor's tests: ready at once, then there until it is told to end. Arguments: a file to
 * write "ended" to when it ends in order, and how to behave (`refuse`, `crash`, `stubborn` or nothing).
 */
const [endedFile = "", behaviour = ""] = process.argv.slice(2);

runProgram(async () => {
  if (behaviour === "refuse") throw new StartupRefusal("PORT is missing");
  if (behaviour === "crash") throw new Error("a bug");
  exitWithParent(async () => {
    if (behaviour === "stubborn") await new Promise(() => undefined);
    writeFileSync(endedFile, "ended");
  }, 60_000);
  setInterval(() => undefined, 1_000);
  announceReady({ details: { pid: String(process.pid) } });
});
