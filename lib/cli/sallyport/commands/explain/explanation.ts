/** What is said of one thing, before it is a report or a page. */
import type { ExplainReport } from "#lib/formats/report/explain-report.ts";
import { code, type Document, dim, heading, type Point, paragraph, strong } from "../../print/document.ts";
import { observedLine } from "../../print/observed-lines.ts";

export type Section = ExplainReport["sections"][number];

export interface Explanation {
  readonly subject: ExplainReport["subject"];
  readonly title: string;
  readonly sentences: readonly string[];
  readonly sections: readonly Section[];
}

/** Left out where it would be empty. */
export const section = (title: string, items: Section["items"]): Section[] =>
  items.length === 0 ? [] : [{ title, items }];

export const unlabelled = (texts: readonly string[]): Section["items"] =>
  texts.map((text) => ({ label: "", text }));

const KINDS: Readonly<Record<ExplainReport["subject"]["kind"], string>> = {
  "catalogue-rule": "rule of the catalogue",
  finding: "finding",
  group: "security group",
  rule: "rule of a group",
  step: "of the plan:",
};

const point = ({ label, text }: Section["items"][number]): Point => ({
  mark: dim(label === "" ? "-" : label),
  line: [text],
  details: [],
});

export const explainDocument = ({
  observed,
  subject,
  title,
  sentences,
  sections,
}: ExplainReport): Document => [
  ...(observed === null ? [] : [observedLine(observed)]),
  heading(title),
  paragraph(dim(`${KINDS[subject.kind]} `), code(subject.id)),
  ...sentences.map((sentence) => paragraph(sentence)),
  ...sections.flatMap(({ title: name, items }) => [
    paragraph(strong(name)),
    { kind: "points" as const, points: items.map(point) },
  ]),
];
