import type { Metadata } from "next";
import { LeftOutTable } from "#components/adopt/left-out-table.tsx";
import { ProposalsTable } from "#components/adopt/proposals-table.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { adoptionPage } from "#lib/server/read-adoption.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";

export const metadata: Metadata = { title: "Adopt what exists" };

const proposalHref = (account: string, region: string, stack: string): string =>
  `/groups/adopt/proposal?${new URLSearchParams({ account, region, stack })}`;

/** Nobody wonders about these: they come last. */
const EXPECTED: ReadonlySet<string> = new Set(["default-group", "controller"]);

const PATH = "/groups/adopt";

export default async function AdoptPage({ searchParams }: { searchParams: SearchParameters }) {
  const at = momentOf((await knownParameters(searchParams, ["at"])).at);
  const past = await pastOf(at);
  const { adoptions } = await adoptionPage(at);
  const proposals = adoptions.flatMap(({ scope, proposals: found }) =>
    found.map(({ stack, tiers, confidence, calledOut }) => ({
      name: stack.name,
      href: past === null ? proposalHref(scope.accountId, scope.region, stack.name) : null,
      confidence,
      tiers: tiers.map((tier) => ({ name: tier.tier, groups: tier.bindings.length })),
      calledOut: calledOut.length,
      accountName: scope.accountName,
      region: scope.region,
      vpcId: stack.vpcId,
    })),
  );
  const leftOut = adoptions
    .flatMap(({ scope, leftOut: groups }) =>
      groups.map((group) => ({ ...group, accountName: scope.accountName })),
    )
    .sort((a, b) => Number(EXPECTED.has(a.code)) - Number(EXPECTED.has(b.code)));
  const unknowns = adoptions.flatMap(({ scope, unknowns: sentences }) =>
    sentences.map((sentence) => `${scope.accountName}, ${scope.region}: ${sentence}`),
  );
  const reasons = adoptions.flatMap(({ noTiers }) => noTiers ?? []);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Stacks", href: "/stacks" }]}
        title="Adopt what exists"
        facts="Groups that no stack speaks of, and the applications they look like. Nothing is kept until somebody keeps it"
        actions={past === null ? <MomentButton path={PATH} /> : null}
      />
      <div className="grid gap-4">
        {past === null ? null : <PastBanner past={past} nowHref={PATH} path={PATH} />}
        {unknowns.length === 0 ? null : (
          <Notice tone="warning" title="Not everything was read: what follows is less sure for it.">
            <ul className="list-disc pl-5">
              {unknowns.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Card flush title="Proposed stacks" note={proposals.length === 0 ? undefined : "surest first"}>
          {proposals.length === 0 ? (
            <EmptyState shape="ring" title="Nothing here looks like a stack that is not described yet">
              {reasons.length === 0 ? null : reasons.join(" ")}
            </EmptyState>
          ) : (
            <div className="relative overflow-x-auto">
              <ProposalsTable rows={proposals} />
            </div>
          )}
        </Card>
        {leftOut.length === 0 ? null : (
          <Card
            flush
            title="Left out"
            note={`${leftOut.length} ${leftOut.length === 1 ? "group" : "groups"} that play no tier`}
          >
            <div className="relative overflow-x-auto">
              <LeftOutTable rows={leftOut} />
            </div>
          </Card>
        )}
      </div>
    </>
  );
}
