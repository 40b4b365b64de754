/** What is wrong with a text a person wrote, and where: line and column count from 1, as editors show them. */
export interface TextProblem {
  readonly line: number;
  readonly column: number;
  /** Where in the document, as `tiers.web.ingress[0].ports[1]`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** `4:12 tiers.web.ingress: ...`, for terminals and plain lists. */
export const printTextProblem = (problem: TextProblem): string =>
  `${problem.line}:${problem.column} ${problem.path === "" ? "" : `${problem.path}: `}${problem.message}`;
