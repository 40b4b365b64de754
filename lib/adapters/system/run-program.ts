import { StartupRefusal } from "./startup-refusal.ts";

/** The exit code of a program that refused to start: starting it again would change nothing (EX_CONFIG). */
export const refusedExitCode = 78;

/** Runs a main program: a refusal to start becomes one sentence on standard error, a bug its stack. */
export function runProgram(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    const refused = error instanceof StartupRefusal;
    const text = refused
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
    process.stderr.write(`${text}\n`, () => process.exit(refused ? refusedExitCode : 1));
  });
}
