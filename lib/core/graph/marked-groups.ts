/** What the differences of stacks say of each group: which are out of line, by which rules, and what they lack. */
import { type Finding, isNote } from "#lib/core/diff/finding.ts";
import type { Line } from "#lib/core/diff/line.ts";
import type { Direction } from "#lib/core/group/observation.ts";

interface LackingFlows {
  readonly direction: Direction;
  readonly lines: readonly Line[];
}

export interface MarkedGroup {
  isOut: boolean;
  isUnknown: boolean;
  /** Keys of rules that allow what was not meant. */
  readonly strayRules: Set<string>;
  readonly lacking: LackingFlows[];
}

/** `stackFindings(stack, observation)`, or all of `diffStack`. */
export interface Differences {
  readonly findings: readonly Finding[];
}

/** By group id, only groups that something is said of. */
export const markedGroups = (diffs: readonly Differences[]): ReadonlyMap<string, MarkedGroup> => {
  const marked = new Map<string, MarkedGroup>();
  const of = (groupId: string): MarkedGroup => {
    const known = marked.get(groupId);
    if (known !== undefined) return known;
    const fresh = { isOut: false, isUnknown: false, strayRules: new Set<string>(), lacking: [] };
    marked.set(groupId, fresh);
    return fresh;
  };
  for (const finding of diffs.flatMap(({ findings }) => findings)) {
    if (isNote(finding)) continue;
    const groupIds = "groupIds" in finding ? finding.groupIds : [finding.groupId ?? ""];
    for (const groupId of groupIds.filter((id) => id !== "")) {
      const group = of(groupId);
      if (finding.kind === "unknown") group.isUnknown = true;
      else group.isOut = true;
      if (finding.kind === "extra" || finding.kind === "too-wide") group.strayRules.add(finding.ruleKey);
      if (finding.kind === "missing")
        group.lacking.push({ direction: finding.direction, lines: finding.lines });
    }
  }
  return marked;
};
