/** A question as a test: what was expected, and the finding where it is otherwise. */
import type { ReachAnswer } from "#lib/core/reach/answer.ts";
import type { ReachReport } from "#lib/formats/report/reach-report.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import type { Verdict } from "../../report/report-head.ts";

type Answer = ReachReport["answer"];
type Expected = NonNullable<ReachReport["question"]["expected"]>;

type Certainty = FindingReport["certainty"];

/** The steps that the verdict is about: where a way ends, only its end. Other kinds of answers are no way. */
function stepsOf({ kind, answer }: Answer): readonly ReachAnswer[] {
  if (kind !== "hops") return kind === "can" ? [answer] : [];
  const isThere = answer.verdict === "yes" || answer.verdict === "ungoverned";
  return isThere ? answer.hops : answer.hops.slice(-1);
}

/** Whether some of what a step was asked for is not open; null where all is. */
function lacking({ extent, closed, interfaces, unknown }: ReachAnswer): Certainty | null {
  if (extent === "all") return null;
  if (closed.length > 0 || interfaces.notReached.length > 0) return "sure";
  return unknown.length > 0 ? "cannot-tell" : null;
}

/** The step that shows it best: for `yes` the one that lacks something most surely, else the last. */
function tellingStep(steps: readonly ReachAnswer[], expected: Expected): ReachAnswer | null {
  const last = steps.at(-1) ?? null;
  if (expected === "no") return last;
  const lacks = (certainty: Certainty) => steps.find((step) => lacking(step) === certainty);
  return lacks("sure") ?? lacks("cannot-tell") ?? last;
}

/** Null: as expected. Where part is open and part is not, neither `yes` nor `no` is met. */
function unmet(given: Answer, expected: Expected): Certainty | null {
  const { verdict } = given.answer;
  if (expected === "no") return verdict === "no" ? null : verdict === "unknown" ? "cannot-tell" : "sure";
  if (verdict === "no") return "sure";
  if (verdict === "unknown") return "cannot-tell";
  const step = tellingStep(stepsOf(given), expected);
  return step === null ? null : lacking(step);
}

export function expectationFinding(answer: Answer, question: ReachReport["question"]): FindingReport | null {
  const { expected, sentence } = question;
  if (expected === null) return null;
  const certainty = unmet(answer, expected);
  if (certainty === null) return null;
  const steps = stepsOf(answer);
  const step = tellingStep(steps, expected);
  const rules = step?.target?.rules ?? [];
  const witness = step?.witness ?? null;
  const isWhole = steps.every(({ extent }) => extent === "all");
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
    interfaceId: step?.target?.interfaceId ?? null,
    instanceId: step?.target?.instanceId ?? null,
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
