/** Proposals to be read: each stack with its tiers, what they stand on, and what was left out. */
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import type { AdoptReport } from "#lib/formats/report/adopt-report.ts";
import {
  type Block,
  code,
  type Detail,
  type Document,
  dim,
  good,
  heading,
  type Point,
  paragraph,
  type Span,
  strong,
  warn,
} from "../../print/document.ts";
import { observedLine, unreadLines } from "../../print/observed-lines.ts";

type StackProposal = AdoptReport["stacks"][number];

const sure = (confidence: number): Span => {
  const text = `${Math.round(confidence * 100)} %`;
  return confidence >= 0.8 ? good(text) : confidence >= 0.5 ? strong(text) : warn(text);
};

/** What a tier stands on and what its groups do, each said once. */
const becauseOf = ({ evidence, groups }: StackProposal["tiers"][number]): Detail[] => {
  const texts = [...evidence, ...groups.flatMap((group) => group.evidence)].map(({ text }) => text);
  return [...new Set(texts)].map((text, at) => ({ label: at === 0 ? "because" : "", line: [text] }));
};

const tierPoint = (tier: StackProposal["tiers"][number]): Point => ({
  mark: sure(tier.confidence),
  line: [strong(tier.tier), tier.duty === tier.tier ? "" : dim(` ${tier.duty}`)],
  details: [
    ...tier.groups.map(({ groupId, name }) => ({ label: "group", line: [code(groupId), ` ${name}`] })),
    ...becauseOf(tier),
  ],
});

const points = (title: string, all: readonly Point[]): Block[] =>
  all.length === 0 ? [] : [paragraph(strong(title)), { kind: "points", points: all }];

const stackBlocks = (stack: StackProposal): Block[] => [
  heading(stack.name, " ", sure(stack.confidence), " ", dim(`${stack.pattern} in ${stack.vpcId}`)),
  ...stack.evidence.map(({ text }) => paragraph(text)),
  { kind: "points", points: stack.tiers.map(tierPoint) },
  ...points(
    "Rules the pattern leaves out",
    stack.calledOut.map(({ tier, groupId, ruleKey, reason }) => ({
      mark: warn(tier),
      line: [code(wordsOfRuleKey(ruleKey)), " of ", code(groupId)],
      details: [{ label: "because", line: [reason] }],
    })),
  ),
  ...points(
    "Interfaces unlike the others",
    stack.oddMembers.map(({ interfaceId, reason }) => ({
      mark: warn("!"),
      line: [code(interfaceId), ` ${reason}`],
      details: [],
    })),
  ),
  ...points(
    "Not known",
    stack.unknowns.map((sentence) => ({ mark: warn("?"), line: [sentence], details: [] })),
  ),
];

const filesBlocks = ({ files }: AdoptReport, folder: string | null): Block[] => {
  if (files.length === 0) return [];
  if (folder !== null)
    return [
      paragraph(`Written to ${folder}: ${files.map(({ name }) => name).join(", ")}.`),
      paragraph(
        dim("Read them, name the team, and hold them against EC2: "),
        code(`sallyport diff --model ${folder}`),
      ),
    ];
  return files.flatMap(({ name, yaml }): Block[] => [
    paragraph(strong(name)),
    { kind: "verbatim", language: "yaml", lines: yaml.trimEnd().split("\n") },
  ]);
};

export const adoptDocument = (report: AdoptReport, folder: string | null): Document => [
  observedLine(report.observed),
  ...(report.noTiers === null ? [] : [paragraph(report.noTiers)]),
  ...report.stacks.flatMap(stackBlocks),
  ...points(
    "Groups of several stacks",
    report.shared.map(({ groupId, stacks }) => ({
      mark: warn("!"),
      line: [code(groupId), ` plays a part in ${stacks.join(", ")}`],
      details: [],
    })),
  ),
  ...points(
    "Groups in no stack",
    report.leftOut.map(({ groupId, name, reason }) => ({
      mark: dim("-"),
      line: [code(groupId), ` ${name}`],
      details: [{ label: "because", line: [reason] }],
    })),
  ),
  ...filesBlocks(report, folder),
  ...unreadLines(report.observed, report.unknowns.length > 0),
];
