/** A question as a test: what was expected, and the finding where it is otherwise. */
import type { ReachAnswer } from "#lib/core/reach/answer.ts";
import type { ReachReport } from "#lib/formats/report/reach-report.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import type { Verdict } from "../../report/report-head.ts";

type Answer = ReachReport["answer"];
type Expected = NonNullable<ReachReport["question"]["expected"]>;

/** Null: as expected. Where part is open and part is not, neither `yes` nor `no` is met. */
function unmet({ kind, answer }: Answer, expected: Expected): FindingReport["certainty"] | null {
  const { verdict } = answer;
  if (expected === "no") return verdict === "no" ? null : verdict === "unknown" ? "cannot-tell" : "sure";
  if (verdict === "no") return "sure";
  if (verdict === "unknown") return "cannot-tell";
  if (kind !== "can" || answer.extent === "all") return null;
  const isCut = answer.closed.length > 0 || answer.interfaces.notReached.length > 0;
  return isCut ? "sure" : answer.unknown.length > 0 ? "cannot-tell" : null;
}

const lastHop = ({ kind, answer }: Answer): ReachAnswer | null =>
  kind === "can" ? answer : kind === "hops" ? (answer.hops.at(-1) ?? null) : null;

export function expectationFinding(answer: Answer, question: ReachReport["question"]): FindingReport | null {
  const { expected, sentence } = question;
  const certainty = expected === null ? null : unmet(answer, expected);
  if (certainty === null) return null;
  const hop = lastHop(answer);
  const rules = hop?.target?.rules ?? [];
  const witness = hop?.witness ?? null;
  const isWhole = hop?.extent !== "part";
  return {
    id: `reach-expectation/${sentence}`,
    rule: "reach-expectation",
    severity: "high",
    certainty,
    stack: question.stack,
    tier: null,
    sentence: `${sentence} Expected: ${expected}. Answer: ${answer.answer.verdict}${isWhole ? "" : ", for a part of it"}.`,
    groupIds: [...new Set(rules.map(({ groupId }) => groupId))],
    ruleKeys: [...new Set(rules.map(({ ruleKey }) => ruleKey))],
    ruleIds: rules.flatMap(({ ruleIds }) => ruleIds),
    interfaceId: hop?.target?.interfaceId ?? null,
    instanceId: hop?.target?.instanceId ?? null,
    witness:
      witness === null
        ? null
        : {
            text: `${witness.service} from ${witness.from ?? "a member"} to ${witness.to ?? "a member"} gets through`,
            direction: "ingress",
            address: witness.from,
            groupId: null,
            service: witness.service,
          },
    remedy: null,
    controls: [],
  };
}

/** Without an expectation, yes and no are both good answers; only not knowing is none. */
export function reachVerdict(
  answer: Answer,
  finding: FindingReport | null,
  expected: Expected | null,
): Verdict {
  if (finding !== null) return finding.certainty === "sure" ? "findings" : "cannot-tell";
  return expected === null && answer.answer.verdict === "unknown" ? "cannot-tell" : "in-line";
}
