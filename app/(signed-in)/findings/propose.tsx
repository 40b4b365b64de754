import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import type { ShownEntry } from "#components/findings/shown-finding.ts";
import { RuleChangeButton } from "#components/stack/rule-change-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { askRule } from "../stacks/[name]/actions.ts";

/** What a cloud admin may ask for about a finding; nothing for anybody else. */
export const proposeRemedy = ({ proposal }: ShownEntry): ReactNode => {
  if (proposal === null) return null;
  if (proposal.kind === "match")
    return (
      <LinkButton size="small" href={`/stacks/${encodeURIComponent(proposal.stack)}/match`}>
        Make it match…
      </LinkButton>
    );
  const { change, stackId, groupId, ruleKey, isDoor } = proposal;
  return (
    <RuleChangeButton
      action={askRule}
      change={change}
      stackId={stackId}
      groupId={groupId}
      ruleKey={ruleKey}
      requestKey={randomUUID()}
      isDoor={isDoor}
    />
  );
};
