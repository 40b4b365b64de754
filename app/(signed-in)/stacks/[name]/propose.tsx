import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { RuleChangeButton } from "#components/stack/rule-change-button.tsx";
import type { ShownFinding, ShownRule } from "#components/stack/shown-stack-facts.ts";
import { ExceptionLink } from "#components/ui/exception-link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";
import type { stackPage } from "#lib/server/read-estate.ts";
import { askRule } from "./actions.ts";

type Stack = Awaited<ReturnType<typeof stackPage>>;

const isDoor = (stack: Stack, tier: string): boolean =>
  stack.facts?.picture.tiers.some(({ name, role }) => name === tier && role !== "workload") ?? false;

const button = (
  stack: Stack,
  tier: string,
  change: "remove" | "narrow",
  groupId: string,
  ruleKey: string,
) => (
  <RuleChangeButton
    key={`${groupId} ${ruleKey}`}
    action={askRule}
    change={change}
    stackId={stack.id}
    groupId={groupId}
    ruleKey={ruleKey}
    requestKey={randomUUID()}
    isDoor={isDoor(stack, tier)}
  />
);

const CHANGES = {
  extra: "remove",
  redundant: "remove",
  "stale-reference": "remove",
  "too-wide": "narrow",
} as const;

/** What this person may propose about a finding: putting it right, or accepting it for a time. */
export const findingAction = (stack: Stack, row: ShownFinding): ReactNode => {
  const remedy = remedyAction(stack, row);
  const accept =
    stack.mayAskException && row.isAcceptable && row.accepted === null ? (
      <ExceptionLink scopeId={stack.scopeId} findingId={row.catalogueId} askedIn={null} />
    ) : null;
  if (remedy === null) return accept;
  return (
    <span className="flex flex-wrap items-center gap-1.5 md:grid md:justify-items-end">
      {remedy}
      {accept}
    </span>
  );
};

const remedyAction = (stack: Stack, { finding }: ShownFinding): ReactNode => {
  if (!stack.mayAskMatch) return null;
  if (finding.kind in CHANGES && "ruleKey" in finding && finding.ruleKey !== null) {
    const change = CHANGES[finding.kind as keyof typeof CHANGES];
    return button(stack, finding.tier ?? "", change, finding.groupId ?? "", finding.ruleKey);
  }
  if (finding.kind === "missing" || finding.kind === "no-door" || finding.kind === "lacks-tier")
    return (
      <LinkButton size="small" href={`/stacks/${encodeURIComponent(stack.name)}/match`}>
        Make it match…
      </LinkButton>
    );
  return null;
};

/** The same about an edge of the picture, for its one rule. */
export const edgeAction = (stack: Stack, edge: PictureEdge, rules: readonly ShownRule[]): ReactNode => {
  const [rule, ...others] = rules;
  if (!stack.mayAskMatch || rule === undefined || others.length > 0) return null;
  if (rule.verdict === "unknown" || rule.verdict === "unmanaged") return null;
  return button(stack, edge.tier, rule.verdict === "too-wide" ? "narrow" : "remove", rule.groupId, rule.key);
};
