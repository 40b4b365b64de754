/** YAML text to a checked value. Every problem carries the line and column of what it is about. */
import { isCollection, isMap, isPair, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type Complaint, complaintsOf } from "./complaints.ts";
import type { TextProblem } from "./text-problem.ts";

/** Longer texts are refused unread: no pattern, stack or policy of people comes near. */
const MAX_CHARACTERS = 64_000;

const printPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part, at) => (typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${String(part)}`))
    .join("");

const offsetOf = (node: Node | null | undefined): number | undefined => node?.range?.[0];

/** Where the deepest existing part of a path begins; a key that should not be there is pointed at itself. */
function offsetAt(root: Node | null, complaint: Complaint): number {
  let node = root;
  let offset = offsetOf(root) ?? 0;
  for (const part of complaint.path) {
    if (!isCollection(node)) return offset;
    const next = node.get(part, true);
    if (typeof next !== "object" || next === null) return offset;
    node = next as Node;
    offset = offsetOf(node) ?? offset;
  }
  if (complaint.key === undefined || !isMap(node)) return offset;
  const pair = node.items.find((item) => isPair(item) && String(item.key) === complaint.key);
  return offsetOf(pair?.key as Node | undefined) ?? offset;
}

/**
 * Parses one YAML document and checks it. Aliases and duplicate keys are refused: what is written is what is meant.
 */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): Result<z.output<Schema>, readonly TextProblem[]> {
  if (text.length > MAX_CHARACTERS) {
    return fail([{ line: 1, column: 1, path: "", message: `Longer than ${MAX_CHARACTERS} characters.` }]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0 || document.warnings.length > 0) {
    const all = [...document.errors, ...document.warnings];
    return fail(
      all.map((error) => ({
        ...place(error.pos[0]),
        path: "",
        message: error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? error.message,
      })),
    );
  }
  const aliases: number[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(offsetOf(alias) ?? 0) });
  if (aliases.length > 0) {
    const message = "Write the value out: aliases are not taken, so that what is written is what is meant.";
    return fail(aliases.map((offset) => ({ ...place(offset), path: "", message })));
  }
  const checked = schema.safeParse(document.toJS(), { reportInput: true });
  if (checked.success) return succeed(checked.data);
  return fail(
    complaintsOf(checked.error).map((complaint) => ({
      ...place(offsetAt(document.contents, complaint)),
      path: printPath(complaint.path),
      message: complaint.message,
    })),
  );
}
