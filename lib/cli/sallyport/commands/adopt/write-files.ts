import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { ProposedFile } from "#lib/formats/adopt/proposed-files.ts";
import type { InputProblem } from "../../input/input-problem.ts";

/** Writes all of them, or, where one exists already, none. */
export function writeFiles(
  folder: string,
  files: readonly ProposedFile[],
): Result<null, readonly InputProblem[]> {
  const taken = files.map(({ name }) => path.join(folder, name)).filter((file) => existsSync(file));
  if (taken.length > 0)
    return fail(
      taken.map((file) => ({ file, place: null, reason: "It exists already; nothing was written." })),
    );
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, yaml } of files) writeFileSync(path.join(folder, name), yaml, { flag: "wx" });
    return succeed(null);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return fail([{ file: folder, place: null, reason: `It could not be written to (${error.code}).` }]);
  }
}
