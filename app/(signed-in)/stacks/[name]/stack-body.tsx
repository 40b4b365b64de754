import type { ReactNode } from "react";
import { type ShownWatched, WatchedTable } from "#components/ask/watched-table.tsx";
import { EdgeDetail } from "#components/stack/edge-detail.tsx";
import { FindingsTable } from "#components/stack/findings-table.tsx";
import { GuardrailNotice } from "#components/stack/guardrail-notice.tsx";
import { GuardrailsTable } from "#components/stack/guardrails-table.tsx";
import { MembersTable } from "#components/stack/members-table.tsx";
import { RulesTables } from "#components/stack/rules-tables.tsx";
import { findingsOfEdge, namesOfPeers, rulesOfEdge } from "#components/stack/shown-edge.ts";
import { type StackPlace, stackHref } from "#components/stack/stack-links.ts";
import { StackPicture } from "#components/stack-picture/stack-picture.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import type { stackPage } from "#lib/server/read-estate.ts";
import { edgeAction, findingAction } from "./propose.tsx";

type Stack = Awaited<ReturnType<typeof stackPage>>;

interface Props {
  readonly stack: Stack;
  readonly facts: NonNullable<Stack["facts"]>;
  readonly place: StackPlace;
  /** ISO 8601 UTC: the moment it is seen as of, where nobody can ask for anything; null for now. */
  readonly at: string | null;
  /** Questions about this stack that are watched. */
  readonly watched: readonly ShownWatched[];
  /** The tab of what happened; null while another is open. */
  readonly timeline: ReactNode;
}

/** The picture, and its tabs below. */
export const StackBody = ({ stack, facts, place, at, watched, timeline }: Props) => {
  const href = (change: Partial<StackPlace>) => stackHref(stack.name, { ...place, ...change });
  const edge = facts.picture.edges.find(({ key }) => key === place.edge);
  const isHere = (tier: string | null) => place.tier === "" || tier === place.tier;
  const findings = facts.findings.filter(({ finding }) => isHere(finding.tier));
  const rules = facts.rules.filter(({ tier }) => isHere(tier));
  const members = facts.members.filter(({ tiers }) => place.tier === "" || tiers.includes(place.tier));
  return (
    <>
      <GuardrailNotice guardrails={facts.guardrails} href={href({ tab: "guardrails" })} />
      <Card flush>
        <StackPicture
          picture={facts.picture}
          now={at === null ? Date.now() : Date.parse(at)}
          links={{
            edge: (key) => href({ edge: key === place.edge ? "" : key }),
            findings: (tier) => stackHref(stack.name, { tier }),
            rules: (tier) => stackHref(stack.name, { tab: "rules", tier }),
            selected: edge?.key ?? null,
          }}
        />
        {edge === undefined ? null : (
          <EdgeDetail
            edge={edge}
            rules={rulesOfEdge(edge, facts.rules)}
            findings={findingsOfEdge(edge, facts.findings)}
            closeHref={href({ edge: "" })}
            action={at === null ? edgeAction(stack, edge, rulesOfEdge(edge, facts.rules)) : null}
          />
        )}
      </Card>
      <Card flush>
        <Tabs
          label={`Parts of ${stack.name}`}
          current={place.tab}
          tabs={[
            {
              key: "findings",
              label: "Findings",
              href: href({ tab: "findings" }),
              count: facts.findings.length,
            },
            {
              key: "guardrails",
              label: "Guardrails",
              href: href({ tab: "guardrails" }),
              count: facts.guardrails.length + watched.length,
            },
            {
              key: "rules",
              label: "Rules",
              href: href({ tab: "rules" }),
              count: facts.rules.reduce((sum, tier) => sum + tier.rules.length, 0),
            },
            { key: "members", label: "Members", href: href({ tab: "members" }), count: facts.members.length },
            { key: "timeline", label: "Timeline", href: href({ tab: "timeline", tier: "" }) },
          ]}
        />
        {place.tier === "" || place.tab === "timeline" || place.tab === "guardrails" ? null : (
          <p className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-2 max-md:px-4">
            Only <TierMark tier={place.tier} />
            <TextLink href={href({ tier: "" })} scroll={false}>
              Show all tiers
            </TextLink>
          </p>
        )}
        {place.tab === "findings" && findings.length === 0 ? (
          <EmptyState title="Nothing to find fault with">
            Every rule is meant, and every meant flow has its rule.
          </EmptyState>
        ) : null}
        {place.tab === "findings" && findings.length > 0 ? (
          <FindingsTable
            findings={findings}
            action={(row) => (at === null ? findingAction(stack, row) : null)}
          />
        ) : null}
        {place.tab === "guardrails" && facts.guardrails.length === 0 ? (
          <EmptyState title="No guardrails">
            The pattern {stack.pattern.name} and this stack say nothing that must never, or always, be
            possible.
          </EmptyState>
        ) : null}
        {place.tab === "guardrails" && facts.guardrails.length > 0 ? (
          <GuardrailsTable guardrails={facts.guardrails} />
        ) : null}
        {place.tab === "guardrails" && watched.length > 0 ? (
          <div className="border-t border-line">
            <h2 className="px-4.5 pt-3 text-sm font-semibold max-md:px-4">Watched questions</h2>
            <WatchedTable rows={watched} drop={() => null} />
          </div>
        ) : null}
        {place.tab === "rules" ? <RulesTables tiers={rules} names={namesOfPeers(facts.rules)} /> : null}
        {place.tab === "members" ? <MembersTable members={members} /> : null}
        {timeline}
      </Card>
    </>
  );
};
