/**
 * The rules one tier needs in one direction, and those it should lose. What is missing is added to the group the
 * finding names, as the rules the model would be written with; a rule that is too wide goes, and what was meant of it
 * is added first.
 */
import type { DirectionDiff } from "../diff/diff-direction.ts";
import type { Finding, RuleFinding } from "../diff/finding.ts";
import { type RuleShape, ruleKey } from "../group/canonical-rule.ts";
import type { ObservedGroup } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { type FlowLine as Line, parseFlows } from "../net/flow-line.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "../net/flow-set.ts";
import type { RuleSteps } from "./order-within-quota.ts";
import type { Authorize, Revoke } from "./rule-steps.ts";

export type SideSteps = RuleSteps;

export interface SideInput {
  readonly diff: DirectionDiff;
  /** The findings of this tier and direction to put right. */
  readonly findings: readonly Finding[];
  /** As `meantRules` writes the model. */
  readonly meant: readonly RuleShape[];
  readonly stackName: string;
  readonly index: ObservationIndex;
}

/** The flows of lines the diff has printed: they always parse. */
const flowsOf = (lines: readonly Line[]): FlowSet => {
  const flows = parseFlows(lines);
  if (!flows.ok) throw new Error(`The diff printed ${flows.problem.peer} ${flows.problem.service}.`);
  return flows.value;
};

/** The step that takes away exactly this rule, as EC2 showed it. */
export function revokeStep(groupId: string, key: string, index: ObservationIndex): Revoke | null {
  const rule = index.groups.get(groupId)?.rules.find((each) => ruleKey(each) === key);
  if (rule === undefined) return null;
  const { ruleId, tags: _, ...specification } = rule;
  return { action: "revoke", groupId, rule: specification, ruleId };
}

const authorizeStep = (groupId: string, shape: RuleShape, stackName: string): Authorize => ({
  action: "authorize",
  groupId,
  rule: { ...shape, description: `sallyport ${stackName}` },
  tags: { "sallyport:stack": stackName },
});

const goes = (finding: Finding): finding is RuleFinding =>
  finding.kind === "extra" ||
  finding.kind === "too-wide" ||
  finding.kind === "redundant" ||
  finding.kind === "stale-reference";

const idOf = (groupId: string, key: string): string => `${groupId} ${key}`;

/** What each group must have that its staying rules may lack, by group. */
function wantedFlows({ diff, findings }: SideInput): Map<string, FlowSet> {
  const wanted = new Map<string, FlowSet>();
  const want = (groupId: string, flows: FlowSet) =>
    wanted.set(groupId, unionFlows(wanted.get(groupId) ?? NO_FLOWS, flows));
  const needed = flowsOf(diff.meant);
  for (const finding of findings) {
    if (finding.kind === "missing") want(finding.groupId, flowsOf(finding.lines));
    if (finding.kind !== "too-wide") continue;
    const rule = diff.rules.find(({ id }) => id === idOf(finding.groupId, finding.ruleKey));
    if (rule !== undefined) want(rule.groupId, intersectFlows(flowsOf(rule.inside), needed));
  }
  return wanted;
}

function missingRules(
  group: ObservedGroup,
  wanted: FlowSet,
  leaving: ReadonlySet<string>,
  { diff, meant, stackName, index }: SideInput,
): Authorize[] {
  const staying = group.rules.filter(
    (rule) => rule.direction === diff.direction && !leaving.has(idOf(group.groupId, ruleKey(rule))),
  );
  let lacking = subtractFlows(
    wanted,
    unionAllFlows(staying.map((rule) => ruleFlows(rule, group, index).surely)),
  );
  const added: Authorize[] = [];
  for (const shape of meant) {
    const flows = ruleFlows(shape, group, index).surely;
    if (isEmptyFlows(intersectFlows(flows, lacking))) continue;
    added.push(authorizeStep(group.groupId, shape, stackName));
    lacking = subtractFlows(lacking, flows);
  }
  return added;
}

export function planSide(input: SideInput): SideSteps {
  const { findings, index } = input;
  const goers = findings.filter(goes);
  const leaving = new Set(goers.map(({ groupId, ruleKey: key }) => idOf(groupId, key)));
  const added = [...wantedFlows(input)].flatMap(([groupId, wanted]) => {
    const group = index.groups.get(groupId);
    return group === undefined ? [] : missingRules(group, wanted, leaving, input);
  });
  const leave = goers.flatMap(({ groupId, ruleKey: key }) => revokeStep(groupId, key, index) ?? []);
  // A rule that is there under the same identity (a reference that reaches nobody now) is neither added nor removed.
  const nameOf = (step: Authorize | Revoke) => idOf(step.groupId, ruleKey(step.rule));
  const isThere = (step: Authorize) => revokeStep(step.groupId, ruleKey(step.rule), index) !== null;
  const kept = new Set(added.filter(isThere).map(nameOf));
  return {
    authorize: added.filter((step) => !kept.has(nameOf(step))),
    revoke: leave.filter((step) => !kept.has(nameOf(step))),
  };
}
