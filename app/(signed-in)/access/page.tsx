import type { Metadata } from "next";
import { HandBackForm, RevokeAllForm, RevokeForm } from "#components/access/end-forms.tsx";
import { ExtendForm } from "#components/access/extend-form.tsx";
import { GrantsTable } from "#components/access/grants-table.tsx";
import { MyGrants } from "#components/access/my-grants.tsx";
import { OrphanTable } from "#components/access/orphan-table.tsx";
import { PeopleWithAccess } from "#components/access/people-with-access.tsx";
import type { ShownGrant } from "#components/access/shown-grant.ts";
import { StandingTable } from "#components/access/standing-table.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RefreshWhile } from "#components/ui/refresh-while.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { accessPage, pastAccessPage } from "#lib/server/read-access-page.ts";
import { pastOf } from "#lib/server/read-past.ts";
import { AccessFacts } from "./access-facts.tsx";
import { extend, handBack, revoke, revokeAll } from "./actions.ts";
import { PastAccess } from "./past-access.tsx";

export const metadata: Metadata = { title: "SSH access" };

const accessHref = (input: Readonly<Record<"stack" | "person" | "source", string>>): string => {
  const chosen = new URLSearchParams(Object.entries(input).filter(([, value]) => value !== "")).toString();
  return chosen === "" ? "/access" : `/access?${chosen}`;
};

export default async function AccessPage({ searchParams }: { searchParams: SearchParameters }) {
  const then = await pastAccessPage(searchParams);
  const past = await pastOf(then?.at);
  if (then !== null && past !== null) {
    const nowHref = accessHref(then.input);
    return (
      <>
        <PageHeader title="SSH access" facts={<AccessFacts input={then.input} />} />
        <div className="grid gap-4">
          <PastBanner past={past} nowHref={nowHref} path={nowHref} />
          <PastAccess view={then.view} />
        </div>
      </>
    );
  }
  const { input, view } = await accessPage(searchParams);
  const isPart = input.stack !== "" || input.source !== "";
  const lengthsOf = (stackName: string) => view.stacks.find(({ name }) => name === stackName);
  const extension = (grant: ShownGrant) => (
    <ExtendForm
      grant={grant}
      minSeconds={lengthsOf(grant.stackName)?.minSeconds ?? 0}
      maxSeconds={lengthsOf(grant.stackName)?.maxSeconds ?? 0}
      requestKey={crypto.randomUUID()}
      action={extend}
    />
  );
  const ownActions = (grant: ShownGrant) => (
    <>
      {extension(grant)}
      <HandBackForm grant={grant} action={handBack} />
    </>
  );
  const seesAll = !view.mayAsk || view.everybody.length > 0;
  const live = view.everybody.filter(({ state }) => state === "live");
  const moving = [...view.mine, ...view.everybody].some(({ state }) => state !== "ended");
  return (
    <>
      <PageHeader
        title="SSH access"
        facts={<AccessFacts input={input} />}
        actions={
          <>
            <MomentButton path={accessHref(input)} />
            {view.mayAsk || view.mayOpenForOthers ? (
              <LinkButton variant="primary" href="/access/ask">
                {view.mayAsk ? "Ask for SSH access" : "Open for somebody…"}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid gap-4">
        {view.mayAsk || view.mine.length > 0 ? (
          <Card flush title="My access">
            {view.mine.length === 0 ? (
              <EmptyState
                title={isPart ? "No such door is open for you." : "No door is open for you."}
                shape="lock"
              >
                Ask for the stack you need; a cloud admin is told at once.
              </EmptyState>
            ) : (
              <MyGrants grants={view.mine} actions={ownActions} />
            )}
          </Card>
        ) : null}
        {seesAll ? (
          <>
            {live.length === 0 ? null : (
              <Card flush title="In now" note="by person">
                <PeopleWithAccess
                  grants={live}
                  {...(view.mayEndAny
                    ? {
                        action: (personId: string, personName: string, count: number) => (
                          <RevokeAllForm
                            personId={personId}
                            personName={personName}
                            count={count}
                            action={revokeAll}
                          />
                        ),
                      }
                    : {})}
                />
              </Card>
            )}
            <Card flush title="All grants" note="by stack, soonest end first">
              {view.everybody.length === 0 ? (
                <EmptyState title="Nobody has SSH access by a grant now." shape="lock" />
              ) : (
                <GrantsTable
                  caption="Grants that are asked for, open or closing"
                  grants={view.everybody}
                  {...(view.mayEndAny
                    ? {
                        actions: (grant: ShownGrant) => (
                          <span className="inline-flex gap-2">
                            {view.mayOpenForOthers ? extension(grant) : null}
                            <RevokeForm grant={grant} action={revoke} />
                          </span>
                        ),
                      }
                    : {})}
                />
              )}
            </Card>
            {view.orphans.length === 0 ? null : (
              <Card flush title="Open, and nobody's" note="no grant and no standing source stands behind it">
                <OrphanTable rows={view.orphans} />
              </Card>
            )}
            <Card flush title="Standing sources" note="an owner and a review date instead of an end">
              {view.standing.length === 0 ? (
                <EmptyState title="No source is kept open without an end." />
              ) : (
                <StandingTable rows={view.standing} />
              )}
            </Card>
          </>
        ) : null}
        {view.mineEnded.length === 0 ? null : (
          <Card flush title="What I had lately">
            <GrantsTable caption="My grants that ended" grants={view.mineEnded} />
          </Card>
        )}
      </div>
      <RefreshWhile active={moving} everyMilliseconds={4000} />
    </>
  );
}
