import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { AskExceptionForm } from "#components/exceptions/ask-exception-form.tsx";
import { FindingWhat } from "#components/findings/finding-what.tsx";
import { AcceptedLine } from "#components/ui/accepted-line.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { exceptionFormPage } from "#lib/server/exceptions.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { requirePerson } from "#lib/server/require-person.ts";
import { askException } from "./actions.ts";

export const metadata: Metadata = { title: "Accept a finding" };

export default async function ExceptionPage({ searchParams }: { searchParams: SearchParameters }) {
  const given = await knownParameters(searchParams, ["scope", "finding"]);
  const { finding, placeName, accepted, askedIn, mayAsk, owners } = await exceptionFormPage(given);
  const { actor } = await requirePerson();
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Findings", href: "/findings" }, { label: "Accept" }]}
        title="Accept a finding"
        facts={<ForeignText text={placeName} limit={80} />}
      />
      <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="The finding">
          <div className="grid gap-3">
            <FindingWhat finding={finding} />
            {accepted === null ? null : <AcceptedLine accepted={accepted} />}
            <p className="max-w-prose text-sm text-muted">
              An exception covers this finding as far as it reaches now, and no further: if it grows wider,
              becomes worse, or the exception ends, it is back. It is counted apart, never as good.
            </p>
          </div>
        </Card>
        <Card
          title={accepted === null ? "Ask for an exception" : "Ask for another exception"}
          {...(accepted === null ? {} : { note: "it is accepted already" })}
        >
          {askedIn === null ? null : (
            <Notice tone="info">
              <TextLink href={`/changes/${askedIn}`}>Change {askedIn}</TextLink> asks for this already.
            </Notice>
          )}
          {askedIn === null && !mayAsk ? (
            <Notice tone="info">
              {finding.extent === null
                ? "Nobody can tell how far this reaches, so nobody can accept it: it must be read first."
                : "Cloud admins, and the lead of the stack's team, ask for exceptions."}
            </Notice>
          ) : null}
          {askedIn === null && mayAsk ? (
            <AskExceptionForm
              action={askException}
              scopeId={given.scope ?? ""}
              findingId={finding.id}
              requestKey={randomUUID()}
              owners={owners}
              me={actor.personId}
              now={new Date()}
            />
          ) : null}
        </Card>
      </div>
    </>
  );
}
