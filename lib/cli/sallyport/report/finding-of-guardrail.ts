/** Guardrails that are broken, or of which nobody can tell, as findings. */
import { evaluateGuardrails, type GuardrailResult } from "#lib/core/guardrail/evaluate-guardrail.ts";
import type { FindingReport, WitnessReport } from "#lib/formats/report/report-parts.ts";
import type { Modelled } from "../input/read-modelled.ts";

const witnessReport = ({ witness, text }: GuardrailResult): WitnessReport | null => {
  if (witness === null) return null;
  const { from, to, service } = witness;
  const ends = `${service} from ${from ?? "a member"} to ${to ?? "a member"}`;
  const passes = text.startsWith("always") ? "does not get through" : "gets through";
  return { text: `${ends} ${passes}`, direction: "ingress", address: from, groupId: null, service };
};

const findingOf = (stack: string, result: GuardrailResult): FindingReport => ({
  id: `guardrail/${stack}/${result.text}`,
  rule: "guardrail",
  severity: "critical",
  certainty: result.state === "unknown" ? "cannot-tell" : "sure",
  stack,
  tier: null,
  sentence: `The guardrail “${result.text}” of ${stack} ${result.state === "unknown" ? "cannot be judged" : "is broken"}. ${result.sentence}`,
  groupIds: [...new Set(result.rules.map(({ groupId }) => groupId))],
  ruleKeys: [...new Set(result.rules.map(({ ruleKey }) => ruleKey))],
  ruleIds: result.rules.flatMap(({ ruleIds }) => ruleIds),
  interfaceId: null,
  instanceId: null,
  witness: witnessReport(result),
  remedy: null,
  controls: [],
});

export interface JudgedGuardrail {
  readonly stack: string;
  readonly result: GuardrailResult;
}

/** What pattern and stack both say is judged once. */
export const judgedGuardrails = ({ stacks, estate }: Modelled): JudgedGuardrail[] =>
  stacks.flatMap(({ stack }) => {
    const byText = new Map(evaluateGuardrails(stack, estate.index).map((result) => [result.text, result]));
    return [...byText.values()].map((result) => ({ stack: stack.name, result }));
  });

export const guardrailFindings = (modelled: Modelled): FindingReport[] =>
  judgedGuardrails(modelled)
    .filter(({ result }) => result.state !== "holds")
    .map(({ stack, result }) => findingOf(stack, result));
