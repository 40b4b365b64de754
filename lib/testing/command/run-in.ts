import { type Ended, runCommand } from "#lib/cli/sallyport/run-command.ts";
import type { Surroundings } from "#lib/cli/sallyport/surroundings.ts";

const AROUND: Surroundings = {
  readInput: async () => null,
  environment: {},
  terminal: null,
  now: "2026-11-22T12:00:00.000Z",
};

/** Runs the words of a command line with `folder` as the working directory. */
export async function runWordsIn(
  folder: string,
  words: readonly string[],
  around: Partial<Surroundings> = {},
): Promise<Ended> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await runCommand(words, { ...AROUND, ...around });
  } finally {
    process.chdir(before);
  }
}

/** The same for a line whose words are parted by spaces. */
export const runIn = (folder: string, line: string, around: Partial<Surroundings> = {}): Promise<Ended> =>
  runWordsIn(
    folder,
    line.split(" ").filter((word) => word !== ""),
    around,
  );
