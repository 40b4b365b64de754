/** The answer to a reach question, to be read. */
import type { WhatAnswer, WhoAnswer } from "#lib/core/reach/answer.ts";
import type { ReachReport } from "#lib/formats/report/reach-report.ts";
import {
  type Block,
  bad,
  code,
  type Document,
  dim,
  good,
  heading,
  type Line,
  type Point,
  paragraph,
  strong,
  warn,
} from "../../print/document.ts";
import { observedLine, unreadLines } from "../../print/observed-lines.ts";
import { headline, linesPoint, proofBlocks, ruleLine, unreadPoints } from "./can-blocks.ts";

const pointsBlock = (points: readonly Point[]): Block[] =>
  points.length === 0 ? [] : [{ kind: "points", points }];

const listed = (ids: readonly string[]): Line =>
  ids.flatMap((id, at) => (at === 0 ? [code(id)] : [" ", code(id)]));

function whoBlocks(answer: WhoAnswer): Block[] {
  const { rules, byPacket, unknown, ungoverned, heldBack, unread } = answer;
  return [
    ...pointsBlock([
      ...rules.map(
        (rule): Point => ({
          mark: rule.known ? strong("rule") : warn("unknown"),
          line: ruleLine(rule, "from"),
          details: [
            {
              label: "serves",
              line: rule.interfaceIds.length === 0 ? [dim("no interface now")] : listed(rule.interfaceIds),
            },
          ],
        }),
      ),
      ...linesPoint(strong("packets"), byPacket),
      ...linesPoint(warn("unknown"), unknown),
      ...linesPoint(bad("ungoverned"), ungoverned),
      ...(heldBack.length === 0
        ? []
        : [
            {
              mark: dim("held back"),
              line: [...listed(heldBack), " would be let in, but their own egress holds them"],
              details: [],
            },
          ]),
      ...unreadPoints(unread),
    ]),
  ];
}

const whatBlocks = ({ targets, letOut, letOutUnknown, unread }: WhatAnswer): Block[] => [
  ...pointsBlock([
    ...targets.map(
      (target): Point => ({
        mark: target.verdict === "yes" ? strong("reaches") : warn(target.verdict),
        line: listed(target.interfaceIds.length === 0 ? target.groupIds : target.interfaceIds),
        details: [
          { label: "groups", line: listed(target.groupIds) },
          ...(target.open.length === 0 ? [] : [{ label: "on", line: [target.open.join(", ")] }]),
          ...(target.unknown.length === 0 ? [] : [{ label: "perhaps", line: [target.unknown.join(", ")] }]),
        ],
      }),
    ),
    ...linesPoint(dim("let out"), letOut),
    ...linesPoint(warn("perhaps out"), letOutUnknown),
    ...unreadPoints(unread),
  ]),
];

const HOPS = {
  yes: "it gets there.",
  no: bad("it ends here."),
  unknown: warn("it cannot be told."),
  ungoverned: bad("no security group decides it."),
} as const;

function answerBlocks({ answer, question, sentences }: ReachReport): Block[] {
  const said = headline(sentences[0] ?? "", answer.answer.verdict);
  switch (answer.kind) {
    case "can":
      return [said, ...proofBlocks(answer.answer)];
    case "who":
      return [said, ...whoBlocks(answer.answer)];
    case "what":
      return [...(answer.answer.targets.length === 0 ? [said] : []), ...whatBlocks(answer.answer)];
    case "hops":
      return answer.answer.hops.flatMap((hop, at) => [
        paragraph(
          strong(`Hop ${at + 1} to ${question.to[at] ?? ""}: `),
          hop.verdict === "yes" && hop.extent === "part" ? warn("it gets there in part.") : HOPS[hop.verdict],
        ),
        ...proofBlocks(hop),
      ]);
  }
}

const expectation = ({ question, findings }: ReachReport): Block[] => {
  if (question.expected === null) return [];
  const [finding] = findings;
  const met =
    finding === undefined
      ? good("As expected: ")
      : finding.certainty === "sure"
        ? bad("Not as expected: ")
        : warn("Cannot tell whether as expected: ");
  return [paragraph(met, `${question.expected}.`)];
};

export const reachDocument = (report: ReachReport): Document => [
  observedLine(report.observed),
  heading(report.question.sentence),
  ...answerBlocks(report),
  ...expectation(report),
  ...unreadLines(report.observed, report.answer.answer.verdict === "unknown"),
  paragraph(dim("As security groups permit it. Routes, network ACLs and public addresses decide the rest.")),
];
