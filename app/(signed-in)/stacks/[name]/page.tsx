import type { Metadata } from "next";
import { ChangeStateMark } from "#components/changes/change-state-mark.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { timelineQuery } from "#components/history/timeline-query.ts";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { ObservedWhen } from "#components/observation/observed-when.tsx";
import { ChangeNotices } from "#components/stack/change-notices.tsx";
import { DriftCard } from "#components/stack/drift-card.tsx";
import { SentenceLine } from "#components/stack/sentence-line.tsx";
import { stackHref, stackPlace } from "#components/stack/stack-links.ts";
import { WatchForm } from "#components/stack/watch-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { watchedOf } from "#lib/server/ask.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { stackPage } from "#lib/server/read-estate.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { lookNow } from "../../actions.ts";
import { chooseWatch } from "./actions.ts";
import { StackBody } from "./stack-body.tsx";
import { Timeline } from "./timeline.tsx";

interface Props {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { at } = await knownParameters(searchParams, ["at"]);
  return { title: (await stackPage((await params).name, at)).name };
}

export default async function StackPage({ params, searchParams }: Props) {
  const { at } = await knownParameters(searchParams, ["at"]);
  const stack = await stackPage((await params).name, at);
  const shown = await knownParameters(searchParams, ["show", "days"]);
  const past = await pastOf(momentOf(at));
  const place = stackPlace(await knownParameters(searchParams, ["tab", "tier", "edge"]));
  const watched = await watchedOf({ stackId: stack.id });
  const scopes = stack.scope === null ? [] : [stack.scope];
  const drift =
    stack.watch === null ? null : (
      <DriftCard
        rows={stack.drift}
        watch={stack.watch}
        stateOf={(change) => <ChangeStateMark state={change.state} />}
        choose={
          stack.mayChooseWatch ? (
            <WatchForm
              action={chooseWatch}
              stackId={stack.id}
              stackName={stack.name}
              mode={stack.watch.mode}
              mostPerHour={stack.watch.mostPerHour}
              requestKey={crypto.randomUUID()}
            />
          ) : null
        }
      />
    );
  const accepted = stack.facts?.findings.filter((row) => row.accepted !== null).length ?? 0;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Stacks", href: "/stacks" }, { label: stack.name }]}
        title={stack.name}
        facts={
          <>
            <span>Team {stack.teamName}</span>
            <span>{stack.accountName}</span>
            <MonoId id={stack.accountId} what={`account id of ${stack.accountName}`} />
            <span>{stack.region}</span>
            <MonoId id={stack.vpcId} what="VPC id" short />
            <span>
              {stack.pattern.name} v{stack.pattern.version}
            </span>
            <ObservedWhen scope={stack.scope} />
          </>
        }
        actions={
          <>
            {past === null ? <MomentButton path={stackHref(stack.name, place)} /> : null}
            {stack.mayObserve && stack.scope !== null ? (
              <LookButton action={lookNow} scopes={scopes} />
            ) : null}
            {stack.mayRetire && stack.facts !== null ? (
              <LinkButton href={`/stacks/${encodeURIComponent(stack.name)}/retire`}>Retire…</LinkButton>
            ) : null}
            {stack.mayAskMatch && stack.facts !== null && stack.facts.findings.length > 0 ? (
              <LinkButton variant="primary" href={`/stacks/${encodeURIComponent(stack.name)}/match`}>
                Make it match…
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid gap-4">
        {stack.modelSince === null ? null : (
          <Notice tone="warning" title="What it was meant to be at this moment is not known">
            <p>
              It is shown beside the oldest model that is kept, of <ExactTime at={stack.modelSince} />.
            </p>
          </Notice>
        )}
        {stack.facts === null ? null : <SentenceLine sentence={stack.facts.sentence} />}
        {accepted === 0 ? null : (
          <p className="-mt-2 text-muted">
            {accepted} of {stack.facts?.findings.length} finding
            {stack.facts?.findings.length === 1 ? "" : "s"} accepted until a time, and counted apart.
          </p>
        )}
        {past === null ? (
          <>
            <LookProgress scopes={scopes} />
            <LookProblems scopes={scopes} />
          </>
        ) : (
          <PastBanner
            past={{ ...past, scopes: past.scopes.filter(({ scopeId }) => scopeId === stack.scope?.scopeId) }}
            stack={stack.name}
            nowHref={stackHref(stack.name, place)}
            path={stackHref(stack.name, place)}
          />
        )}
        <ChangeNotices
          changes={stack.underWay}
          stateOf={(change) => <ChangeStateMark state={change.state} />}
        />
        {stack.drift.length > 0 ? drift : null}
        {stack.facts === null ? (
          <Card>
            <EmptyState
              shape="fog"
              title={past === null ? "Nothing is known of it yet" : "Nothing is known of it at this moment"}
            >
              {past === null
                ? `The picture is drawn as soon as the first look at ${stack.accountName}, ${stack.region} has ended.`
                : `No look at ${stack.accountName}, ${stack.region} had ended by then.`}
            </EmptyState>
          </Card>
        ) : (
          <StackBody
            stack={stack}
            facts={stack.facts}
            place={place}
            at={past?.at ?? null}
            watched={watched}
            timeline={
              place.tab === "timeline" ? (
                <Timeline stack={stack.name} query={timelineQuery(shown)} at={at} />
              ) : null
            }
          />
        )}
        {stack.drift.length > 0 ? null : drift}
      </div>
    </>
  );
}
