import type { Metadata } from "next";
import { PlannedSteps } from "#components/changes/planned-steps.tsx";
import { AskForm } from "#components/stack-life/ask-form.tsx";
import { NewStackForm } from "#components/stack-life/new-stack-form.tsx";
import { ProblemList } from "#components/stack-life/problem-list.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { newStackChoices, newStackPreview } from "#lib/server/stack-life.ts";
import { askNewStack } from "./actions.ts";

export const metadata: Metadata = { title: "New stack" };

type Preview = NonNullable<Awaited<ReturnType<typeof newStackPreview>>>;

const labelsOf = ({ stack }: Extract<Preview, { ok: true }>) =>
  Object.fromEntries(
    stack.bindings.map(({ tier, primaryGroupId }) => [primaryGroupId, { name: null, tier }]),
  );

export default async function NewStackPage({ searchParams }: { searchParams: SearchParameters }) {
  const choices = await newStackChoices();
  const given = await knownParameters(searchParams, [
    "name",
    "pattern",
    "place",
    "team",
    "members",
    "standing",
  ]);
  const preview = await newStackPreview(given);
  const { name = "", pattern = "", place = "", team = "", members = "", standing = "" } = given;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Stacks", href: "/stacks" }, { label: "New stack" }]}
        title="New stack"
        facts="Groups made from a pattern, and the instances that carry them. Nothing happens before somebody else has approved it"
      />
      <div className="grid gap-4">
        <Card>
          {choices.places.length === 0 || choices.patterns.length === 0 ? (
            <EmptyState shape="fog" title="There is nothing to make it of yet">
              A stack needs a pattern, and a VPC that Sallyport has looked at.
            </EmptyState>
          ) : (
            <NewStackForm {...choices} chosen={{ name, pattern, place, team, members, standing }} />
          )}
        </Card>
        {preview === null ? null : preview.ok ? (
          <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_19.5rem]">
            <div className="grid min-w-0 gap-4">
              <PlannedSteps plan={preview.plan} effect={preview.effect} labels={labelsOf(preview)} />
            </div>
            <Card title="Ask for it" className="md:sticky md:top-5">
              <AskForm
                action={askNewStack}
                requestKey={crypto.randomUUID()}
                submit={`Ask for ${preview.wish.name}`}
                fields={{
                  name: preview.wish.name,
                  patternId: preview.wish.patternId,
                  scopeId: preview.wish.scopeId,
                  vpcId: preview.wish.vpcId,
                  teamId: preview.wish.teamId,
                  members,
                  standing,
                }}
              />
            </Card>
          </div>
        ) : (
          <ProblemList sentences={preview.sentences} />
        )}
      </div>
    </>
  );
}
