import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PlannedSteps } from "#components/changes/planned-steps.tsx";
import { stackLabels } from "#components/stack/stack-labels.ts";
import { stackHref } from "#components/stack/stack-links.ts";
import { AskForm } from "#components/stack-life/ask-form.tsx";
import { ProblemList } from "#components/stack-life/problem-list.tsx";
import { ReplacementForm } from "#components/stack-life/replacement-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { stackPage } from "#lib/server/read-estate.ts";
import { replacementGroups, retirePreview } from "#lib/server/stack-life.ts";
import { askRetire } from "./actions.ts";

interface Props {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: SearchParameters;
}

export const metadata: Metadata = { title: "Retire" };

export default async function RetirePage({ params, searchParams }: Props) {
  const stack = await stackPage((await params).name);
  if (!stack.mayRetire) notFound();
  const { replacement = "" } = await knownParameters(searchParams, ["replacement"]);
  const preview = await retirePreview(stack.id, replacement === "" ? null : replacement);
  const asksForGroup =
    replacement !== "" || (!preview.ok && (preview.problem.needsReplacement?.length ?? 0) > 0);
  const groups = asksForGroup ? await replacementGroups(stack.id) : [];
  const labels = {
    ...Object.fromEntries(groups.map(({ groupId, name }) => [groupId, { name, tier: null }])),
    ...stackLabels(stack.facts),
  };
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Stacks", href: "/stacks" },
          { label: stack.name, href: stackHref(stack.name, {}) },
          { label: "Retire" },
        ]}
        title={`Retire ${stack.name}`}
        facts="Its groups are deleted on EC2, and it leaves the list. Nothing happens before somebody else has approved it"
      />
      <div className="grid gap-4">
        {preview.ok ? null : (
          <ProblemList sentences={preview.problem.sentences ?? [preview.problem.sentence]} />
        )}
        {asksForGroup ? (
          <Card>
            <ReplacementForm stackName={stack.name} groups={groups} chosen={replacement} />
          </Card>
        ) : null}
        {preview.ok ? (
          <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_19.5rem]">
            <div className="grid min-w-0 gap-4">
              <PlannedSteps plan={preview.value.plan} effect={preview.value.effect} labels={labels} />
            </div>
            <Card title="Ask for it" className="md:sticky md:top-5">
              <AskForm
                action={askRetire}
                requestKey={crypto.randomUUID()}
                submit={`Ask to retire ${stack.name}`}
                danger
                fields={{
                  stackId: stack.id,
                  ...(replacement === "" ? {} : { replacementGroupId: replacement }),
                }}
              />
            </Card>
          </div>
        ) : null}
      </div>
    </>
  );
}
