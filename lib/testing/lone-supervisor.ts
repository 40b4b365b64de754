import { superviseProcess } from "#lib/adapters/system/supervised-process.ts";

/** A supervisor in a process of its own, for tests that kill it. Arguments: the child's program, its log, its own. */
const [file = "", logFile = "", ...args] = process.argv.slice(2);

const nothing = (): void => undefined;
const child = await superviseProcess(
  {
    name: "child",
    file,
    args,
    environment: {},
    workingDirectory: process.cwd(),
    logFile,
    readyWithinMs: 10_000,
  },
  { started: nothing, crashed: nothing, gaveUp: nothing },
);
process.stdout.write(`${child.ready.details?.pid}\n`);
