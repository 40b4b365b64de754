/** The JSON documents of one text: usually one, or several one after another (`(aws ...; aws ...) > all.json`). */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { scanJson, skipSpace } from "./scan-json.ts";

export interface JsonDocument {
  readonly json: unknown;
  /** Where it begins in the text. */
  readonly offset: number;
}

/** Why a text holds no JSON, and where; null for the whole of it. */
export interface JsonProblem {
  /** From 1; the column counts UTF-16 code units. */
  readonly at: { readonly line: number; readonly column: number } | null;
  readonly reason: string;
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
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

export function jsonDocuments(text: string): Result<readonly JsonDocument[], JsonProblem> {
  const whole = parseWhole(text);
  if (whole !== null) return succeed([{ json: whole.json, offset: 0 }]);
  if (text.trim() === "") return fail({ at: null, reason: "It is empty; JSON was expected." });
  const documents: JsonDocument[] = [];
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const scan = scanJson(text, at);
    if (!scan.ok)
      return fail({ at: lineAndColumn(text, scan.at), reason: `This is not JSON. ${scan.reason}` });
    documents.push({ json: JSON.parse(text.slice(at, scan.end)), offset: at });
    at = skipSpace(text, scan.end);
  }
  return succeed(documents);
}
