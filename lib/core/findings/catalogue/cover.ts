/**
 * Which rules of a group other rules make superfluous. Only rules that should stay count as cover: one that a model
 * calls extra or too wide should go, and must not make the rule that stays look superfluous.
 */
import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { CatalogueContext, Part, StackView } from "./catalogue-context.ts";
import type { GroupView } from "./group-view.ts";

export type Stays = "surely" | "perhaps" | "no";

/** A rule that nothing is found about is as its tier needs it. */
type Judged = Exclude<RuleVerdict["verdict"], "stale"> | "stale-reference";

const STAYS: Readonly<Record<Judged, Stays>> = {
  needed: "surely",
  redundant: "surely",
  unmanaged: "surely",
  unknown: "perhaps",
  "stale-reference": "no",
  extra: "no",
  "too-wide": "no",
};

/** What was found about rules, by tier, group and key. Kept: every rule of a group asks. */
const judgedRules = new WeakMap<StackView, ReadonlyMap<string, Judged>>();

const judgedIn = (view: StackView): ReadonlyMap<string, Judged> => {
  const known = judgedRules.get(view);
  if (known !== undefined) return known;
  const judged = new Map<string, Judged>();
  for (const finding of view.diff.findings)
    switch (finding.kind) {
      case "extra":
      case "too-wide":
      case "redundant":
      case "stale-reference":
      case "unknown":
        if (finding.ruleKey !== null)
          judged.set(`${finding.tier} ${finding.groupId} ${finding.ruleKey}`, finding.kind);
    }
  judgedRules.set(view, judged);
  return judged;
};

const verdictOf = ({ groupId, rule }: HeldRule, { view, tier }: Part): Judged => {
  const found = judgedIn(view).get(`${tier} ${groupId} ${rule.key}`);
  if (found !== undefined) return found;
  const model = view.stack.pattern.tiers.find(({ name }) => name === tier);
  return model?.[rule.direction].mode === "unmanaged" ? "unmanaged" : "needed";
};

const verdictsOf = (held: HeldRule, { parts }: CatalogueContext): readonly Judged[] =>
  (parts.get(held.groupId) ?? []).map((part) => verdictOf(held, part));

/** Whether a rule is to stay, as far as the models of this account say. */
export const stays = (held: HeldRule, context: CatalogueContext): Stays => {
  if (held.stale !== null) return "no";
  const verdicts = verdictsOf(held, context).map((verdict) => STAYS[verdict]);
  if (verdicts.includes("no")) return "no";
  return verdicts.includes("perhaps") ? "perhaps" : "surely";
};

/** Whether a model asks for just this rule in its group. */
export const isMeant = (held: HeldRule, context: CatalogueContext): "yes" | "perhaps" | "no" => {
  const verdicts = verdictsOf(held, context);
  if (verdicts.some((verdict) => verdict === "needed" || verdict === "redundant")) return "yes";
  return verdicts.includes("unknown") ? "perhaps" : "no";
};

/** Whether a model asks for every rule of a group in a direction: nothing was found about any of them. */
export const areAllMeant = (groupId: string, direction: Direction, { parts }: CatalogueContext): boolean =>
  (parts.get(groupId) ?? []).some(({ view, tier }) => {
    const model = view.stack.pattern.tiers.find(({ name }) => name === tier);
    const isFoundAbout = view.diff.findings.some(
      (finding) => "ruleKey" in finding && finding.tier === tier && finding.groupId === groupId,
    );
    return !isFoundAbout && model !== undefined && model[direction].mode !== "unmanaged";
  });

/** A group's rules in both directions. */
export const allRules = ({ ingress, egress }: GroupView): readonly HeldRule[] => [...ingress, ...egress];
