import type { Metadata } from "next";
import { EntryFacts } from "#components/audit/entry-facts.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { AUDIT_ACTIONS } from "#lib/core/audit/audit-action.ts";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { auditEntryPage } from "#lib/server/read-audit.ts";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: SearchParameters;
}

export const metadata: Metadata = { title: "Audit entry" };

const wordsOf = (action: string): string =>
  new Map<string, string>(Object.entries(AUDIT_ACTIONS)).get(action) ?? action;

export default async function AuditEntryPage({ params, searchParams }: Props) {
  const { entry, past } = await auditEntryPage((await params).id, searchParams);
  const nowHref = `/audit/${entry.id}`;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Audit", href: "/audit" },
          { label: entry.index === null ? "entry without a place yet" : `${entry.index}` },
        ]}
        title={
          <>
            <ForeignText text={entry.actorName} limit={80} /> {wordsOf(entry.action)}
          </>
        }
        facts={<RelativeTime at={entry.at} />}
        actions={
          entry.intact ? (
            <StateMark tone="ok" shape="check">
              Bytes and hash agree
            </StateMark>
          ) : (
            <StateMark tone="extra" shape="triangle">
              Altered since it was written
            </StateMark>
          )
        }
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner
            past={past}
            nowHref={nowHref}
            path={nowHref}
            says="An entry never changes. Its place and proof, the names of what it is about, and what was erased of it are as of now."
          />
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="What it says">
          <EntryFacts entry={entry} erased={entry.erased} />
        </Card>
        <Card title="Proof">
          <Facts
            facts={[
              { label: "Place", value: entry.index === null ? "not given yet" : `${entry.index}` },
              { label: "Entry", value: <MonoId id={entry.id} what="entry id" /> },
              {
                label: "Signed",
                value: entry.isSigned ? (
                  <a className={buttonClass("plain", "small")} href={`/audit/${entry.id}/proof`} download>
                    Download the proof
                  </a>
                ) : (
                  "not yet: with the next checkpoint"
                ),
              },
              { label: "Leaf hash", value: <MonoId id={entry.leafHash} what="leaf hash" short /> },
            ]}
          />
          <p className="mt-3 mb-2 text-sm text-muted">
            The exact bytes that were hashed (canonical JSON, RFC 8785). The leaf hash is SHA-256 over a zero
            byte and these bytes (RFC 6962). The proof (C2SP tlog-proof) leads from it to a checkpoint that
            the worker signed. What the entry says of people stands in it as salted hashes, and beside it in
            the clear.
          </p>
          <CodeBlock text={entry.canonical} what="canonical bytes" wrapped />
        </Card>
      </div>
    </>
  );
}
