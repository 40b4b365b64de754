/** What each rule is about: for SARIF's list of rules and for `explain`. */
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import type { FindingReport } from "./report-parts.ts";

export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  /** The worst it can be. */
  readonly severity: FindingReport["severity"];
}

const EXPECTATION: RuleText = {
  id: "reach-expectation",
  title: "A question about reach has another answer than expected",
  explanation:
    "sallyport reach --expect was told what the answer should be. Where it is otherwise, the rules that let the packet through, or that do not, stand in the answer.",
  severity: "high",
};

const GUARDRAIL: RuleText = {
  id: "guardrail",
  title: "A guardrail is broken",
  explanation:
    "The pattern or the stack says what must never, or always, be possible, whatever else changes. The packet shows that it is otherwise now. Change the rules, or the guardrail if it is no longer meant.",
  severity: "critical",
};

/** Two that only the command has, and the catalogue's. */
export const RULE_TEXTS: ReadonlyMap<string, RuleText> = new Map(
  [
    EXPECTATION,
    GUARDRAIL,
    ...CATALOGUE.map(
      ({ id, title, explanation, severity }): RuleText => ({ id, title, explanation, severity }),
    ),
  ].map((rule) => [rule.id, rule]),
);
