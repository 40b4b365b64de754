import { type Ended, runCommand } from "#lib/cli/sallyport/run-command.ts";
import type { Surroundings } from "#lib/cli/sallyport/surroundings.ts";

const AROUND: Surroundings = {
  readInput: async () => null,
  environment: {},
  terminal: null,
  now: "2026-11-22T12:00:00.000Z",
};

/** Runs a command line (words parted by spaces) with `folder` as the working directory. */
export async function runIn(
  folder: string,
  line: string,
  around: Partial<Surroundings> = {},
): Promise<Ended> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await runCommand(
      line.split(" ").filter((word) => word !== ""),
      { ...AROUND, ...around },
    );
  } finally {
    process.chdir(before);
  }
}
