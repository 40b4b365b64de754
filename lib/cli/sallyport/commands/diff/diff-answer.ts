/** Each stack's difference as the report has it. */

import type { DirectionDiff } from "#lib/core/diff/diff-direction.ts";
import { diffStack, type StackDiff, type TierDiff } from "#lib/core/diff/diff-stack.ts";
import type { Line } from "#lib/core/diff/line.ts";
import { worstFirst } from "#lib/core/findings/severity.ts";
import { stackSentence } from "#lib/core/findings/stack-sentence.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import type { DiffReport, StackDiffReport, TierDiffReport } from "#lib/formats/report/diff-report.ts";
import type { FindingReport, FlowLineReport } from "#lib/formats/report/report-parts.ts";
import type { Estate } from "../../input/read-estate.ts";
import type { ModelStack } from "../../input/read-model.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { findingOfDiff } from "../../report/finding-of-diff.ts";
import { nameOfGroup, tierOfGroup } from "../../report/names.ts";
import { reportHead, verdictOf } from "../../report/report-head.ts";

/** A stack with its difference. */
export interface Compared {
  readonly model: ModelStack;
  readonly diff: StackDiff;
  /** Worst first. */
  readonly findings: readonly FindingReport[];
}

export const compare = (model: ModelStack, { observation, index }: Estate): Compared => {
  const diff = diffStack(model.stack, observation, index);
  const nameOf = nameOfGroup(index);
  const findings = worstFirst(diff.findings).map((each) => findingOfDiff(each, model.stack, nameOf));
  return { model, diff, findings };
};

const plainLines = (lines: readonly Line[]): FlowLineReport[] =>
  lines.map(({ peer, service }) => ({ peer, service }));

const sideReport = (side: DirectionDiff): TierDiffReport["ingress"] => ({
  mode: side.mode,
  missing: plainLines(side.missing),
  excess: plainLines(side.excess),
  unknown: plainLines(side.unknown),
  rules: side.rules.map((rule) => ({
    groupId: rule.groupId,
    ruleIds: [...rule.ruleIds],
    key: rule.key,
    ...ruleText(rule),
    verdict: rule.verdict,
    removable: rule.removable,
  })),
});

const tierReport = (tier: TierDiff): TierDiffReport => ({
  tier: tier.tier,
  role: tier.role,
  groupIds: [...tier.groupIds],
  interfaceIds: [...tier.interfaceIds],
  state: tier.summary.state,
  ingress: sideReport(tier.ingress),
  egress: sideReport(tier.egress),
});

/** The stack's state in one sentence, as the web shows it. */
export function sentenceOf({ model: { stack }, diff }: Compared, index: ObservationIndex): string {
  const names = { tierOf: tierOfGroup(stack), nameOf: nameOfGroup(index) };
  const { verdict, clauses, more } = stackSentence(diff, names);
  const words = clauses.map((clause) =>
    clause.map((piece) => (piece.kind === "tier" ? piece.tier : piece.text)).join(""),
  );
  const rest = more === 0 ? [] : [`${more} more`];
  return words.length === 0 ? verdict : `${verdict.replace(/\.$/, ":")} ${[...words, ...rest].join("; ")}.`;
}

const stackReport = (compared: Compared, index: ObservationIndex): StackDiffReport => {
  const { stack, file } = compared.model;
  return {
    name: stack.name,
    file,
    vpcId: stack.vpcId,
    pattern: `${stack.pattern.name}@${stack.pattern.version}`,
    state: compared.diff.summary.state,
    sentence: sentenceOf(compared, index),
    tiers: compared.diff.tiers.map(tierReport),
  };
};

export function diffReport({ estate, passedOver }: Modelled, compared: readonly Compared[]): DiffReport {
  const findings = compared.flatMap((each) => each.findings);
  return {
    ...reportHead(estate, findings, verdictOf(findings)),
    command: "diff",
    stacks: compared.map((each) => stackReport(each, estate.index)),
    passedOver: [...passedOver],
  };
}
