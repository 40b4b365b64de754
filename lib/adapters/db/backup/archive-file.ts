import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, renameSync } from "node:fs";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { endLine } from "./archive-lines.ts";

export interface ArchiveWriter {
  write(line: unknown): Promise<void>;
  /** Adds the proof and gives the file its name: an interrupted backup never has it. */
  finish(): Promise<void>;
}

/** Writes `file`, readable by its owner alone. */
export function createArchive(file: string): ArchiveWriter {
  const gzip = createGzip();
  const unfinished = `${file}.part`;
  const output = gzip.pipe(createWriteStream(unfinished, { mode: 0o600 }));
  const hash = createHash("sha256");
  let lines = 0;
  const put = async (text: string): Promise<void> => {
    if (!gzip.write(text)) await once(gzip, "drain");
  };
  return {
    async write(line) {
      const text = `${JSON.stringify(line)}\n`;
      hash.update(text);
      lines += 1;
      await put(text);
    },
    async finish() {
      await put(`${JSON.stringify({ lines, sha256: hash.digest("hex") })}\n`);
      gzip.end();
      await finished(output);
      renameSync(unfinished, file);
    },
  };
}

/** The archive's lines without its last, parsed as JSON but not further. */
export async function* readArchive(file: string): AsyncGenerator<unknown> {
  let previous: string | undefined;
  for await (const line of textLines(file)) {
    if (previous !== undefined) yield JSON.parse(previous);
    previous = line;
  }
}

/** Whether the archive is whole: every line is there, and as it was written. */
export async function isWhole(file: string): Promise<boolean> {
  const hash = createHash("sha256");
  let lines = 0;
  let previous: string | undefined;
  try {
    for await (const line of textLines(file)) {
      if (previous !== undefined) {
        hash.update(`${previous}\n`);
        lines += 1;
      }
      previous = line;
    }
    const end = endLine.parse(JSON.parse(previous ?? ""));
    return end.lines === lines && end.sha256 === hash.digest("hex");
  } catch {
    return false;
  }
}

async function* textLines(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  const source = createReadStream(file);
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  // JSON escapes every line feed inside a value.
  let rest = "";
  gunzip.setEncoding("utf8");
  for await (const chunk of gunzip) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") throw new Error("The last line has no end.");
}
