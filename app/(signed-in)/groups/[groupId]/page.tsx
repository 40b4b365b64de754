import type { Metadata } from "next";
import { CatalogueTable } from "#components/findings/catalogue-table.tsx";
import { GoneRules } from "#components/groups/gone-rules.tsx";
import { GroupRules } from "#components/groups/group-rules.tsx";
import { GroupCarriers, GroupReferences } from "#components/groups/group-use.tsx";
import { BiographyList } from "#components/history/biography-list.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { ThinnedWords } from "#components/history/thinned-words.tsx";
import { ObservedWhen } from "#components/observation/observed-when.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { ruleBiographyOf } from "#lib/server/read-biography.ts";
import { groupPage } from "#lib/server/read-estate.ts";
import { findingsOfGroup } from "#lib/server/read-findings.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { proposeRemedy } from "../../findings/propose.tsx";

interface Props {
  readonly params: Promise<{ readonly groupId: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { at } = await knownParameters(searchParams, ["at"]);
  return { title: foreignString((await groupPage((await params).groupId, at)).name) };
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

export default async function GroupPage({ params, searchParams }: Props) {
  const { at } = await knownParameters(searchParams, ["at"]);
  const group = await groupPage((await params).groupId, at);
  const past = await pastOf(momentOf(at));
  const path = `/groups/${group.groupId}`;
  const { rule } = await knownParameters(searchParams, ["rule"]);
  const biography = await ruleBiographyOf(group.groupId, rule);
  const biographyHref = (ruleKey: string) => `${path}?rule=${encodeURIComponent(ruleKey)}#biography`;
  const { entries } = await findingsOfGroup(group.groupId, momentOf(at));
  const ingress = group.rules.filter((rule) => rule.direction === "ingress").length;
  const egress = group.rules.length - ingress;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Groups", href: "/groups" }, { label: group.name }]}
        title={<ForeignText text={group.name} limit={120} />}
        facts={
          <>
            <MonoId id={group.groupId} what="group id" />
            {group.plays === null ? (
              <span>plays no tier of any stack</span>
            ) : (
              <span className="inline-flex items-baseline gap-1.5">
                plays <TierMark tier={group.plays.tier} /> of{" "}
                <TextLink href={`/stacks/${encodeURIComponent(group.plays.stack)}`}>
                  {group.plays.stack}
                </TextLink>
                {group.plays.isPrimary ? null : "(not primary)"}
              </span>
            )}
            <ObservedWhen scope={group.scope} />
          </>
        }
        actions={past === null ? <MomentButton path={path} /> : null}
      />
      <div className="grid gap-4">
        {past === null ? null : (
          <PastBanner
            past={{ ...past, scopes: past.scopes.filter(({ scopeId }) => scopeId === group.scope.scopeId) }}
            nowHref={path}
            path={path}
          />
        )}
        {group.managedBy === null ? null : (
          <Notice tone="warning" title={`It looks as if ${group.managedBy.controller} runs this group`}>
            <p>
              What people change here, it may undo. The sign is{" "}
              <ForeignText text={group.managedBy.evidence} />, which anybody may set.
            </p>
          </Notice>
        )}
        {group.rulesKnown ? null : (
          <Notice tone="warning" title="Its rules could not be read">
            <p>What it allows is unknown until a look succeeds.</p>
          </Notice>
        )}
        {biography === null || rule === undefined ? null : (
          <Card
            flush
            id="biography"
            title={
              <>
                Biography of <ForeignText text={wordsOfRuleKey(rule)} limit={90} className="font-mono" />
              </>
            }
            actions={
              <LinkButton href={path} scroll={false} size="small" variant="quiet">
                Close
              </LinkButton>
            }
          >
            {biography.events.length === 0 ? (
              <EmptyState shape="fog" title="No look ever saw this rule, and nobody asked for it here" />
            ) : (
              <BiographyList events={biography.events} groupId={group.groupId} />
            )}
            {biography.thinned.map((span) => (
              <p
                key={span.kept}
                className="border-t border-line px-4.5 py-2.5 text-sm text-muted max-md:px-4"
              >
                <ThinnedWords thinned={span} />
              </p>
            ))}
          </Card>
        )}
        <Card flush title="Findings" note={counted(entries.length, "finding")}>
          {entries.length === 0 ? (
            <EmptyState title="Nothing was found about it" />
          ) : (
            <div className="relative overflow-x-auto">
              <CatalogueTable entries={entries} action={past === null ? proposeRemedy : () => null} />
            </div>
          )}
        </Card>
        <Card flush title="Ingress" note={counted(ingress, "rule")}>
          {ingress === 0 ? (
            <EmptyState shape="lock" title="It lets nothing in" />
          ) : (
            <div className="relative overflow-x-auto">
              <GroupRules rules={group.rules} direction="ingress" biographyHref={biographyHref} />
            </div>
          )}
        </Card>
        <Card flush title="Egress" note={counted(egress, "rule")}>
          {egress === 0 ? (
            <EmptyState shape="lock" title="It lets nothing out" />
          ) : (
            <div className="relative overflow-x-auto">
              <GroupRules rules={group.rules} direction="egress" biographyHref={biographyHref} />
            </div>
          )}
        </Card>
        <div className="grid gap-4 lg:grid-cols-2">
          <Card flush title="Carried by" note={counted(group.carriers.length, "interface")}>
            {group.carriers.length === 0 ? (
              <EmptyState shape="ring" title="Nothing carries it">
                Its rules apply to nobody now.
              </EmptyState>
            ) : (
              <div className="relative overflow-x-auto">
                <GroupCarriers carriers={group.carriers} />
              </div>
            )}
          </Card>
          <Card flush title="Named by" note={counted(group.references.length, "rule")}>
            {group.references.length === 0 ? (
              <EmptyState shape="ring" title="No rule names it" />
            ) : (
              <GroupReferences references={group.references} groupId={group.groupId} />
            )}
          </Card>
        </div>
        {group.gone.length === 0 ? null : (
          <Card flush title="Rules that are gone">
            <GoneRules lives={group.gone} biographyHref={biographyHref} />
          </Card>
        )}
        <Card title="What EC2 says of it">
          <Facts
            facts={[
              { label: "Description", value: <ForeignText text={group.description} limit={300} /> },
              {
                label: "VPC",
                value:
                  group.vpcId === null ? (
                    "none"
                  ) : (
                    <span className="flex flex-wrap gap-x-3">
                      {[group.vpcId, ...group.associatedVpcIds].map((vpcId) => (
                        <MonoId key={vpcId} id={vpcId} what="VPC id" />
                      ))}
                    </span>
                  ),
              },
              { label: "Owner", value: <MonoId id={group.ownerId} what="account id" /> },
              {
                label: "Account",
                value: `${group.scope.accountName}, ${group.scope.region}`,
              },
              ...Object.entries(group.tags).map(([key, value]) => ({
                label: `tag ${foreignString(key)}`,
                value: <ForeignText text={value} limit={200} />,
              })),
            ]}
          />
        </Card>
      </div>
    </>
  );
}
