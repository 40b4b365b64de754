/** What each kind of difference and each rule of the catalogue is about: for SARIF's list of rules and for `explain`. */
import type { FindingKind } from "#lib/core/diff/finding.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";

export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  /** The worst it can be. */
  readonly severity: FindingReport["severity"];
}

const text = (
  id: FindingKind,
  severity: RuleText["severity"],
  title: string,
  explanation: string,
): RuleText => ({ id, severity, title, explanation });

/** The kinds of `lib/core/diff`, each in a few sentences. */
const DIFFERENCES: readonly RuleText[] = [
  text(
    "extra",
    "critical",
    "A rule allows what nobody meant",
    "Not one flow of the rule is in the model. Every packet it lets through is one that should be refused. Take the rule away, or put the flow into the pattern if it was forgotten there.",
  ),
  text(
    "too-wide",
    "critical",
    "A rule allows more than was meant",
    "Part of the rule is in the model and part is not: a larger network, more ports, or another protocol. Replace it by rules for the part that was meant; the new ones come before the old one goes.",
  ),
  text(
    "missing",
    "medium",
    "A flow that was meant has no rule",
    "The model asks for a flow that no rule of the tier's groups names. If wider rules let it through all the same, the finding says which: taking those away first would interrupt it.",
  ),
  text(
    "redundant",
    "note",
    "A rule adds nothing",
    "Other rules that were meant let the same packets through. It does no harm; it counts against the quota and misleads whoever reads the group.",
  ),
  text(
    "stale-reference",
    "note",
    "A rule names a group that is gone",
    "The referenced group was deleted, or the peering that led to it ended. Such a rule lets nothing through.",
  ),
  text(
    "unknown",
    "medium",
    "It cannot be told",
    "What would decide it was not given or could not be read: a prefix list's entries, the network interfaces, a page of groups. Unknown is never taken for good.",
  ),
  text(
    "unbound",
    "medium",
    "No group plays a tier",
    "The pattern has a tier for which the stack names no group.",
  ),
  text(
    "group-gone",
    "medium",
    "The group of a tier no longer exists",
    "The stack binds the tier to a group that is not in the account any more.",
  ),
  text(
    "group-elsewhere",
    "medium",
    "The group of a tier lives in another VPC",
    "A group can only be carried in its own VPC, or in one it is associated with.",
  ),
  text(
    "no-door",
    "medium",
    "An instance has no door",
    "Every instance of the stack should carry the group that takes people's SSH sources; without it nobody is let in.",
  ),
  text(
    "lacks-tier",
    "medium",
    "An instance lacks a group that all should carry",
    "The pattern's membership rule names groups that the primary interface of every instance carries.",
  ),
  text(
    "no-tier",
    "medium",
    "An instance belongs to no tier",
    "It carries a group of the stack and none of those of which exactly one is due.",
  ),
  text(
    "several-tiers",
    "medium",
    "An instance belongs to several tiers",
    "It carries groups of several tiers that exclude each other, and gets what each of them allows.",
  ),
  text(
    "listed-interface",
    "note",
    "An interface that no membership rule speaks of",
    "It is no primary interface, and carries a group of the stack.",
  ),
];

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

/** The catalogue's words come first where both know a name. */
export const RULE_TEXTS: ReadonlyMap<string, RuleText> = new Map(
  [
    ...DIFFERENCES,
    EXPECTATION,
    GUARDRAIL,
    ...CATALOGUE.map(
      ({ id, title, explanation, severity }): RuleText => ({ id, title, explanation, severity }),
    ),
  ].map((rule) => [rule.id, rule]),
);
