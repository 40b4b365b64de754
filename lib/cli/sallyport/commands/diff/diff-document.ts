/** A difference to be read: stack by stack, worst finding first. */
import type { DiffReport, StackDiffReport } from "#lib/formats/report/diff-report.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import {
  type Block,
  bad,
  code,
  type Document,
  dim,
  good,
  heading,
  type Line,
  paragraph,
  type Span,
  warn,
} from "../../print/document.ts";
import { findingPoint } from "../../print/finding-points.ts";
import { isUnread, observedLine, unreadLines } from "../../print/observed-lines.ts";
import { PLANNED } from "../../report/finding-of-diff.ts";

const STATES: Readonly<Record<StackDiffReport["state"], Span>> = {
  "in-line": good("in line"),
  "out-of-line": bad("not as meant"),
  unknown: warn("cannot tell"),
};

const listed = (ids: readonly string[]): Line =>
  ids.length === 0 ? [dim("none")] : ids.flatMap((id, at) => (at === 0 ? [code(id)] : [" ", code(id)]));

const stackBlocks = (
  stack: StackDiffReport,
  findings: readonly FindingReport[],
  isCarrierKnown: boolean,
): Block[] => [
  heading(stack.name, " ", dim(`${stack.pattern} in ${stack.vpcId}`)),
  paragraph(stack.sentence),
  {
    kind: "table",
    head: ["tier", "state", "groups", "interfaces"],
    rows: stack.tiers.map((tier) => [
      [tier.tier],
      [STATES[tier.state]],
      listed(tier.groupIds),
      [isCarrierKnown ? `${tier.interfaceIds.length}` : warn("not known")],
    ]),
  },
  ...(findings.length === 0 ? [] : [{ kind: "points" as const, points: findings.map(findingPoint) }]),
];

export const diffDocument = (report: DiffReport): Document => [
  observedLine(report.observed),
  ...report.stacks.flatMap((stack) =>
    stackBlocks(
      stack,
      report.findings.filter((finding) => finding.stack === stack.name),
      !isUnread(report.observed, "interfaces"),
    ),
  ),
  ...report.passedOver.map(({ stack, because }) => paragraph(warn("Passed over: "), `${stack}. ${because}`)),
  ...unreadLines(
    report.observed,
    report.findings.some(({ certainty }) => certainty === "cannot-tell"),
  ),
  ...(report.findings.some(({ remedy }) => remedy === PLANNED)
    ? [
        paragraph(
          dim("The steps that put it right: "),
          code("sallyport plan"),
          dim(" with the same arguments."),
        ),
      ]
    : []),
];
