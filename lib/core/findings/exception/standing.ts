/** How a stack or tier stands when some of its findings are accepted: that is a state of its own, and never good. */
import { type DiffState, type Finding, isNote } from "#lib/core/diff/finding.ts";

/** Worst first. `accepted`: all that is certainly wrong is accepted, and nothing is unknown. */
export const STANDINGS = ["out-of-line", "unknown", "accepted", "in-line"] as const satisfies readonly (
  | DiffState
  | "accepted"
)[];
export type Standing = (typeof STANDINGS)[number];

/** `state` and `findings` are of the same stack or tier, as the difference has them. */
export function standingOf(
  state: DiffState,
  findings: readonly Finding[],
  isAccepted: (finding: Finding) => boolean,
): Standing {
  if (state !== "out-of-line") return state;
  const judged = findings.filter((finding) => !isNote(finding));
  if (judged.some((finding) => finding.kind !== "unknown" && !isAccepted(finding))) return "out-of-line";
  return judged.some(({ kind }) => kind === "unknown") ? "unknown" : "accepted";
}
