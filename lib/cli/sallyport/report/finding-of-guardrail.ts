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

export const guardrailFindings = ({ stacks, estate }: Modelled): FindingReport[] =>
  stacks.flatMap(({ stack }) =>
    evaluateGuardrails(stack, estate.index)
      .filter(({ state }) => state !== "holds")
      .map((result) => findingOf(stack.name, result)),
  );
