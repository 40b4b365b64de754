/**
 * What a schema found wrong, flattened: of a union's branches only the one that came closest is told.
 * The schema must have been asked to report inputs, or a missing part cannot be told from a wrong one.
 */
import type { z } from "zod";

export interface Complaint {
  readonly path: readonly PropertyKey[];
  /** A key at `path` that should not be there. */
  readonly key?: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

const KIND_WORDS: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  null: "nothing",
};

function sentence(issue: Issue): string {
  if (issue.code !== "invalid_type") return issue.message;
  if (issue.input === undefined) return "This is missing.";
  if (!issue.message.startsWith("Invalid input")) return issue.message;
  return `This must be ${KIND_WORDS[issue.expected] ?? issue.expected}.`;
}

function flatten(issue: Issue, above: readonly PropertyKey[]): Complaint[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path, key, message: `"${key}" is not a known key here.` }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((each) => flatten(each, path)));
    const depth = (branch: readonly Complaint[]) => Math.max(...branch.map((each) => each.path.length));
    const deepest = Math.max(...branches.map(depth));
    if (deepest > path.length) return branches.find((branch) => depth(branch) === deepest) ?? [];
  }
  return [{ path, message: sentence(issue) }];
}

export const complaintsOf = (error: z.ZodError): readonly Complaint[] =>
  error.issues.flatMap((issue) => flatten(issue, []));
