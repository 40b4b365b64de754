import type { Metadata } from "next";
import { GrantStateMark } from "#components/access/grant-state-mark.tsx";
import { BiographyList } from "#components/history/biography-list.tsx";
import { ThinnedWords } from "#components/history/thinned-words.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import { grantPage } from "#lib/server/read-biography.ts";

interface Props {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Grant ${(await params).number}` };
}

export default async function GrantPage({ params }: Props) {
  const { grant, groupId, ruleKey, events, thinned } = await grantPage((await params).number);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "SSH access", href: "/access" }, { label: `Grant ${grant.number}` }]}
        title={
          <>
            SSH to {grant.stackName} for <ForeignText text={grant.personName} limit={60} />
          </>
        }
        facts={
          <>
            <GrantStateMark state={grant.state} />
            <span>
              until <ExactTime at={grant.endsAt} />
            </span>
          </>
        }
      />
      <div className="grid gap-4">
        <Card>
          <Facts
            facts={[
              {
                label: "Stack",
                value: (
                  <TextLink href={`/stacks/${encodeURIComponent(grant.stackName)}`}>
                    {grant.stackName}
                  </TextLink>
                ),
              },
              {
                label: "From",
                value: (
                  <span className="flex flex-wrap items-baseline gap-x-2">
                    <ForeignText text={grant.sourceName} limit={60} />
                    <MonoId id={grant.peer} what="source" />
                  </span>
                ),
              },
              {
                label: "Rule",
                value: (
                  <TextLink
                    href={`/groups/${groupId}?rule=${encodeURIComponent(ruleKey)}`}
                    className="font-mono"
                  >
                    <ForeignText text={wordsOfRuleKey(ruleKey)} limit={120} />
                  </TextLink>
                ),
              },
              { label: "Because", value: <ForeignText text={grant.reason} limit={500} /> },
            ]}
          />
        </Card>
        <Card flush title="Biography" note="who asked and approved, and what looks at EC2 saw">
          <BiographyList events={events} groupId={groupId} />
          {thinned.map((span) => (
            <p key={span.kept} className="border-t border-line px-4.5 py-2.5 text-sm text-muted max-md:px-4">
              <ThinnedWords thinned={span} />
            </p>
          ))}
        </Card>
      </div>
    </>
  );
}
