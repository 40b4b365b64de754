/** The JSON documents of one text: usually one, or several one after another (`(aws ...; aws ...) | sallyport`). */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { InputProblem } from "./input-problem.ts";
import { scanJson, skipSpace } from "./scan-json.ts";

export interface JsonDocument {
  readonly json: unknown;
  /** Where it begins in the text. */
  readonly offset: number;
}

/** Line and column, from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let begin = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", begin)) {
    line += 1;
    begin = at + 1;
  }
  return { line, column: offset - begin + 1 };
}

const parseWhole = (text: string): { readonly json: unknown } | null => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return null;
  }
};

export function jsonDocuments(file: string, text: string): Result<readonly JsonDocument[], InputProblem> {
  const whole = parseWhole(text);
  if (whole !== null) return succeed([{ json: whole.json, offset: 0 }]);
  if (text.trim() === "") return fail({ file, place: null, reason: "It is empty; JSON was expected." });
  const documents: JsonDocument[] = [];
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const scan = scanJson(text, at);
    if (!scan.ok) {
      const { line, column } = lineAndColumn(text, scan.at);
      return fail({
        file,
        place: `line ${line}, column ${column}`,
        reason: `This is not JSON. ${scan.reason}`,
      });
    }
    documents.push({ json: JSON.parse(text.slice(at, scan.end)), offset: at });
    at = skipSpace(text, scan.end);
  }
  return succeed(documents);
}
