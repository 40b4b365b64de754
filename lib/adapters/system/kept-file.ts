import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { z } from "zod";

/** The parsed content of a small JSON file that we wrote; undefined when it is absent or damaged. */
export function readKept<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): z.output<Schema> | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Writes it whole or not at all, readable by us alone. */
export function writeKept(file: string, content: unknown): void {
  const next = `${file}.${process.pid}.next`;
  writeFileSync(next, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}
