import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PlannedSteps } from "#components/changes/planned-steps.tsx";
import { LeftOutList } from "#components/stack/left-out-list.tsx";
import { MatchForm } from "#components/stack/match-form.tsx";
import { stackLabels } from "#components/stack/stack-labels.ts";
import { stackHref } from "#components/stack/stack-links.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { limitsWords } from "#lib/core/plan/limits-in-force.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { matchPreview } from "#lib/server/match.ts";
import { stackPage } from "#lib/server/read-estate.ts";
import { askMatch } from "../actions.ts";

interface Props {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: SearchParameters;
}

export const metadata: Metadata = { title: "Make it match" };

export default async function MatchPage({ params, searchParams }: Props) {
  const stack = await stackPage((await params).name);
  if (!stack.mayAskMatch) notFound();
  const given = await knownParameters(searchParams, ["redundant", "no-source", "gap"]);
  const choice = {
    removeRedundant: given.redundant === "yes",
    acceptNoSshSource: given["no-source"] === "yes",
    acceptQuotaGap: given.gap === "yes",
  };
  const with_ = (name: string, value: string) =>
    `/stacks/${encodeURIComponent(stack.name)}/match?${new URLSearchParams({ ...given, [name]: value })}`;
  const preview = await matchPreview(stack.id, choice);
  const sentences = new Map(stack.facts?.findings.map((row) => [row.finding.id, row.sentence]));
  const hasNotes = stack.facts?.findings.some(({ finding }) =>
    ["redundant", "stale-reference"].includes(finding.kind),
  );
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Stacks", href: "/stacks" },
          { label: stack.name, href: stackHref(stack.name, {}) },
          { label: "Make it match" },
        ]}
        title={`Make ${stack.name} match its model`}
        facts="What would be done, in this order. Nothing happens before somebody else has approved it"
      />
      {preview.ok ? null : (
        <Notice
          tone="warning"
          title="There is no plan"
          actions={
            "gap" in preview.problem && preview.problem.gap === "last-source" ? (
              <LinkButton size="small" href={with_("no-source", "yes")}>
                Plan it all the same
              </LinkButton>
            ) : "gap" in preview.problem && preview.problem.gap === "quota" ? (
              <LinkButton size="small" href={with_("gap", "yes")}>
                Accept the gap
              </LinkButton>
            ) : null
          }
        >
          <p>{foreignString(preview.problem.sentence)}</p>
        </Notice>
      )}
      {preview.ok ? (
        <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_19.5rem]">
          <div className="grid min-w-0 gap-4">
            {preview.value.plan.steps.length === 0 ? (
              <Card>
                <EmptyState
                  title={
                    preview.value.leftOut.length === 0 ? "There is nothing to do" : "Nothing a plan could do"
                  }
                  action={<LinkButton href={stackHref(stack.name, {})}>Back to {stack.name}</LinkButton>}
                >
                  {preview.value.leftOut.length === 0
                    ? `${stack.name} is as it is meant to be.`
                    : "What is out of line must be put right by people; see below."}
                </EmptyState>
              </Card>
            ) : (
              <PlannedSteps
                plan={preview.value.plan}
                effect={preview.value.effect}
                labels={stackLabels(stack.facts)}
              />
            )}
            {preview.value.leftOut.length === 0 ? null : (
              <Card flush title="Left as it is" note="people must decide these">
                <LeftOutList
                  items={preview.value.leftOut}
                  sentenceOf={(findingId) => sentences.get(findingId) ?? findingId}
                />
              </Card>
            )}
          </div>
          {preview.value.plan.steps.length === 0 ? null : (
            <Card title="Ask for it" className="md:sticky md:top-5">
              <MatchForm
                action={askMatch}
                stackId={stack.id}
                stackName={stack.name}
                requestKey={crypto.randomUUID()}
                steps={preview.value.plan.steps.length}
                choice={choice}
              />
              <p className="mt-3 text-sm text-muted">
                Counted against {foreignString(limitsWords(preview.value.limits))}
              </p>
              {hasNotes === true ? (
                <p className="mt-3 text-sm text-muted">
                  {choice.removeRedundant
                    ? "Rules that add nothing go too. "
                    : "Rules that add nothing stay. "}
                  <TextLink href={with_("redundant", choice.removeRedundant ? "no" : "yes")}>
                    {choice.removeRedundant ? "Leave them" : "Remove them as well"}
                  </TextLink>
                </p>
              ) : null}
            </Card>
          )}
        </div>
      ) : null}
    </>
  );
}
