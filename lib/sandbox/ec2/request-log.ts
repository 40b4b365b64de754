import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** One request as it was met: JSON lines in a file, and readable over the admin route. */
export interface RequestEntry {
  /** Counts up from 1 and goes on over restarts. */
  readonly cursor: number;
  /** ISO 8601, when it was decided. */
  readonly time: string;
  readonly requestId: string;
  readonly service: string;
  readonly action: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly principal: string | undefined;
  /** What the program that called says of itself. */
  readonly agent: string | undefined;
  /** The decoded input, or nothing where it could not be decoded. */
  readonly parameters: unknown;
  /** Whether the action changes EC2 (DryRun and refused calls included: see `effective`). */
  readonly mutating: boolean;
  /** Whether this call did change something. */
  readonly effective: boolean;
  readonly status: number;
  /** `Success`, or the code of the error. */
  readonly code: string;
  readonly delivered: "answered" | "dropped" | "hung";
  readonly faults: readonly string[];
}

export interface RequestLog {
  readonly add: (entry: Omit<RequestEntry, "cursor">) => void;
  readonly after: (cursor: number) => readonly RequestEntry[];
  readonly clear: () => void;
}

const largestFile = 32 * 1024 * 1024;

export function openRequestLog(directory: string): RequestLog {
  const path = join(directory, "requests.jsonl");
  if (existsSync(path) && statSync(path).size > largestFile) renameSync(path, `${path}.old`);
  const entries = existsSync(path) ? readEntries(path) : [];
  let last = entries.at(-1)?.cursor ?? 0;
  return {
    add(entry) {
      last += 1;
      const numbered = { cursor: last, ...entry };
      entries.push(numbered);
      appendFileSync(path, `${JSON.stringify(numbered)}\n`, { mode: 0o600 });
    },
    after: (cursor) => entries.filter((entry) => entry.cursor > cursor),
    clear() {
      entries.length = 0;
      last = 0;
      rmSync(path, { force: true });
    },
  };
}

/** A torn last line (killed while writing) is passed over. */
function readEntries(path: string): RequestEntry[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return line === "" ? [] : [JSON.parse(line) as RequestEntry];
      } catch {
        return [];
      }
    });
}
