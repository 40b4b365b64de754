/** What the catalogue found, to be read: worst first, and last what could not be told. */
import type { CheckReport } from "#lib/formats/report/check-report.ts";
import {
  type Block,
  bad,
  code,
  type Document,
  dim,
  good,
  paragraph,
  type Span,
  warn,
} from "../../print/document.ts";
import { findingPoint } from "../../print/finding-points.ts";
import { observedLine, unreadLines } from "../../print/observed-lines.ts";

const VERDICTS: Readonly<Record<CheckReport["verdict"], Span>> = {
  "in-line": good("Nothing found."),
  findings: bad("Findings."),
  "cannot-tell": warn("Cannot tell."),
};

/** `2 critical, 1 high, 3 unknown` */
const counts = ({ findings }: CheckReport): string => {
  const byMark = new Map<string, number>();
  for (const { severity, certainty } of findings) {
    const mark = certainty === "cannot-tell" ? "unknown" : severity;
    byMark.set(mark, (byMark.get(mark) ?? 0) + 1);
  }
  return [...byMark].map(([mark, count]) => `${count} ${mark}`).join(", ");
};

const about = ({ rules, stacks }: CheckReport): string => {
  const looked = `${rules.length} ${rules.length === 1 ? "rule" : "rules"} looked at`;
  return stacks.length === 0
    ? `${looked}; without a model, only those that need none have anything to say.`
    : `${looked}, with the ${stacks.length === 1 ? "stack" : "stacks"} ${stacks.join(", ")}.`;
};

const STATES = { holds: good("holds"), broken: bad("broken"), unknown: warn("unknown") } as const;

const guardrailBlocks = ({ guardrails }: CheckReport): Block[] =>
  guardrails.length === 0
    ? []
    : [
        {
          kind: "table",
          head: ["guardrail", "state", "stack"],
          rows: guardrails.map(({ guardrail, state, stack }) => [[guardrail], [STATES[state]], [stack]]),
        },
      ];

export const checkDocument = (report: CheckReport): Document => [
  observedLine(report.observed),
  paragraph(
    VERDICTS[report.verdict],
    ` ${[counts(report), about(report)].filter((text) => text !== "").join(". ")}`,
  ),
  ...guardrailBlocks(report),
  ...(report.findings.length === 0
    ? []
    : [{ kind: "points", points: report.findings.map(findingPoint) } satisfies Block]),
  ...report.passedOver.map(({ stack, because }) => paragraph(warn("Passed over: "), `${stack}. ${because}`)),
  ...unreadLines(
    report.observed,
    report.findings.some(({ certainty }) => certainty === "cannot-tell"),
  ),
  ...(report.findings.length === 0
    ? []
    : [paragraph(code("sallyport explain ID"), dim(" says more of a finding or a rule."))]),
];
