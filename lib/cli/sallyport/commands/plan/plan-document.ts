/** A plan to be read: the steps in order, what becomes possible and impossible, and what is left as it is. */
import type { PlanReport, StackPlanReport } from "#lib/formats/report/plan-report.ts";
import {
  type Block,
  bad,
  code,
  type Document,
  dim,
  good,
  heading,
  type Point,
  paragraph,
  strong,
  warn,
} from "../../print/document.ts";
import { observedLine, unreadLines } from "../../print/observed-lines.ts";
import { shellLine } from "./aws-commands.ts";

const FORECASTS = {
  "go-on": good("go on"),
  "cut-at-once": bad("cut at once"),
  "cannot-tell": warn("cannot tell"),
} as const;

const points = (title: string, all: readonly Point[]): Block[] =>
  all.length === 0 ? [] : [paragraph(strong(title)), { kind: "points", points: all }];

const plain = (mark: Point["mark"], text: string): Point => ({ mark, line: [text], details: [] });

const effectBlocks = ({ effect, leftOut }: StackPlanReport): Block[] => [
  ...points(
    "What it does",
    effect.sentences.map((sentence) => plain(dim("-"), sentence)),
  ),
  ...points(
    "Open sessions",
    effect.sessions.map(({ line, forecast, why }) => ({
      mark: FORECASTS[forecast],
      line: [code(`${line.service} ${line.direction === "ingress" ? "from" : "to"} ${line.peer}`), ` ${why}`],
      details: [],
    })),
  ),
  ...points(
    "To know before",
    effect.warnings.map((sentence) => plain(warn("!"), sentence)),
  ),
  ...points(
    "Left as it is",
    leftOut.map(({ findingId, because }) => ({
      mark: dim("-"),
      line: [because],
      details: [{ label: "finding", line: [dim(findingId)] }],
    })),
  ),
];

const commandBlocks = ({ steps }: StackPlanReport): Block[] => {
  const lines = steps.flatMap(({ number, words, commands }) => [
    `# ${number}. ${words}`,
    ...commands.map(shellLine),
  ]);
  return lines.length === 0
    ? []
    : [
        paragraph(
          strong("The same with the AWS CLI"),
          dim(" (before the first revoke, read back what the steps before it made, and wait a moment)"),
        ),
        { kind: "verbatim", language: "sh", lines },
      ];
};

const stackBlocks = (stack: StackPlanReport, withCommands: boolean): Block[] => [
  heading(stack.name, " ", dim(stack.file)),
  ...(stack.gap === null ? [] : [paragraph(bad("No plan: "), stack.gap.sentence)]),
  ...(stack.gap === null && stack.steps.length === 0 ? [paragraph("There is nothing to do.")] : []),
  ...points(
    "Steps, in this order",
    stack.steps.map(({ number, words }) => plain(strong(`${number}.`), words)),
  ),
  ...effectBlocks(stack),
  ...(withCommands ? commandBlocks(stack) : []),
];

export const planDocument = (report: PlanReport, withCommands: boolean): Document => [
  observedLine(report.observed),
  ...report.stacks.flatMap((stack) => stackBlocks(stack, withCommands)),
  ...report.passedOver.map(({ stack, because }) => paragraph(warn("Passed over: "), `${stack}. ${because}`)),
  ...unreadLines(
    report.observed,
    report.findings.some(({ certainty }) => certainty === "cannot-tell"),
  ),
];
