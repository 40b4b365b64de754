#!/usr/bin/env node
/** The `sallyport` command. Everything it does is in `run-command.ts`; here it meets the process. */
import { isMainThread } from "node:worker_threads";
import { runCommand } from "./run-command.ts";

async function readInput(): Promise<Buffer | null> {
  const { stdin } = process;
  if (stdin.isTTY) return null;
  const parts: Buffer[] = [];
  for await (const part of stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

async function run(): Promise<void> {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Whoever reads our output may stop reading (`| head`): that is no fault, and nothing is left to do.
      if (error.code === "EPIPE") return;
      // It is a failure and no finding, whatever the answer was.
      process.exitCode = 2;
      if (stream === stdout) stderr.write(`sallyport: The output could not be written: ${error.message}\n`);
    });

  try {
    const { output, problems, code } = await runCommand(process.argv.slice(2), {
      readInput,
      environment: process.env,
      terminal: stdout.isTTY ? { columns: stdout.columns } : null,
      now: new Date().toISOString(),
    });
    // Set, not exited with: a pipe takes long output in its own time.
    process.exitCode = code;
    stdout.write(output);
    stderr.write(problems);
  } catch (error) {
    process.exitCode = 2;
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`sallyport: This is a mistake of Sallyport itself, please report it: ${reason}\n`);
  }
}

// A large export is read by threads, which load this very file.
if (isMainThread) await run();
