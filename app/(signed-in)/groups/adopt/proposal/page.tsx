import type { Metadata } from "next";
import { CalledOutTable } from "#components/adopt/called-out-table.tsx";
import { ConfidenceMark } from "#components/adopt/confidence-mark.tsx";
import { ProposedTiers } from "#components/adopt/proposed-tiers.tsx";
import { TeamChoice } from "#components/adopt/team-choice.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { proposalPage } from "#lib/server/read-adoption.ts";
import { saveStackYaml } from "../../../settings/actions.ts";
import { keepPatternYaml } from "./actions.ts";

interface Props {
  readonly searchParams: SearchParameters;
}

const asked = async (searchParams: SearchParameters) => {
  const {
    account = "",
    region = "",
    stack = "",
    team = "",
    pattern = "",
  } = await knownParameters(searchParams, ["account", "region", "stack", "team", "pattern"]);
  return { account, region, stack, team, pattern };
};

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { stack } = await asked(searchParams);
  return { title: `Adopt ${stack}` };
}

export default async function ProposalPage({ searchParams }: Props) {
  const { account, region, stack: name, team, pattern } = await asked(searchParams);
  const view = await proposalPage(account, region, name, team, pattern);
  const { proposal, groupNames, modelled, texts, keptAs, teams, mayEdit } = view;
  const { stack, calledOut, oddMembers, unknowns } = proposal;
  const inUse = [
    ...new Set(
      proposal.tiers.flatMap((tier) => tier.bindings.flatMap(({ groupId }) => modelled.get(groupId) ?? [])),
    ),
  ].sort();
  // Of one proposal, whatever the pattern is called by then: what somebody typed stays.
  const revision = `${account} ${region} ${name}`;
  const nameOf = (groupId: string): string => groupNames.get(groupId) ?? groupId;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Stacks", href: "/stacks" },
          { label: "Adopt what exists", href: "/groups/adopt" },
        ]}
        title={stack.name}
        facts={
          <>
            <ConfidenceMark confidence={proposal.confidence} />
            <span>one application, whole</span>
            <span>{view.accountName}</span>
            <span className="font-mono text-sm">{stack.region}</span>
          </>
        }
      />
      <div className="grid gap-4">
        {inUse.length === 0 || view.keptIn !== null ? null : (
          <Notice tone="info" title={`Groups of it play tiers of ${inUse.join(" and ")} already.`}>
            Keep it as a stack of its own, or add what is missing to the stack that is there, under Settings.
          </Notice>
        )}
        <Card title="What it stands on">
          <ul className="grid list-disc gap-0.5 pl-5">
            {[...proposal.evidence.map(({ text }) => text), ...unknowns].map((sentence) => (
              <li key={sentence}>
                <ForeignText text={sentence} limit={240} />
              </li>
            ))}
          </ul>
        </Card>
        <Card flush title="Tiers" note="which group plays which, and why">
          <ProposedTiers
            tiers={proposal.tiers.map((tier) => ({
              ...tier,
              bindings: tier.bindings.map((binding) => ({
                ...binding,
                name: nameOf(binding.groupId),
                evidence: binding.evidence.map(({ text }) => text),
                boundIn: modelled.get(binding.groupId) ?? null,
              })),
            }))}
          />
        </Card>
        {calledOut.length === 0 ? null : (
          <Card flush title="Not explained" note="left out of the pattern: once kept, these show as extra">
            <div className="relative overflow-x-auto">
              <CalledOutTable
                rows={calledOut.map((rule) => ({
                  key: `${rule.groupId} ${rule.ruleKey}`,
                  tier: rule.tier,
                  groupId: rule.groupId,
                  name: nameOf(rule.groupId),
                  rule: wordsOfRuleKey(rule.ruleKey),
                  reason: rule.reason,
                }))}
              />
            </div>
          </Card>
        )}
        {oddMembers.length === 0 ? null : (
          <Card title="Interfaces unlike the others">
            <ul className="grid gap-0.5">
              {oddMembers.map((member) => (
                <li key={`${member.interfaceId} ${member.reason}`}>
                  <span className="font-mono text-sm">{member.interfaceId}</span> {member.reason}
                </li>
              ))}
            </ul>
          </Card>
        )}
        {view.keptIn === null ? (
          <>
            <Card title="1. The pattern">
              {keptAs === null ? (
                <YamlEditor
                  revision={revision}
                  label="What these tiers allow"
                  yaml={texts.pattern}
                  action={keepPatternYaml}
                  submit="Keep this pattern"
                  readOnly={!mayEdit}
                  schema="/schemas/pattern.json"
                >
                  {Object.entries({ account, region, stack: name, team }).map(([field, value]) => (
                    <input key={field} type="hidden" name={field} value={value} />
                  ))}
                </YamlEditor>
              ) : (
                <div className="grid gap-3">
                  <Notice tone="done">It is kept as {keptAs}.</Notice>
                  <CodeBlock text={texts.pattern} what="the pattern" />
                </div>
              )}
            </Card>
            <Card title="2. The stack">
              <div className="grid gap-3.5">
                <TeamChoice teams={teams} current={team} hidden={{ account, region, stack: name, pattern }} />
                <YamlEditor
                  revision={revision}
                  label="Which groups play its tiers. Keep the pattern first"
                  yaml={texts.stack}
                  action={saveStackYaml}
                  submit="Keep this stack"
                  readOnly={!mayEdit}
                  schema="/schemas/stack.json"
                >
                  <input type="hidden" name="version" value="" />
                  {stack.openSources.length === 0 ? null : (
                    <p className="text-sm text-muted">
                      Everything people&apos;s SSH is open from now stands as a standing source, named as its
                      rule was described. Leave out what should end, and give each of the others an owner.
                    </p>
                  )}
                </YamlEditor>
              </div>
            </Card>
          </>
        ) : (
          <Notice
            tone="done"
            title="This is kept: its groups play the tiers of a stack."
            actions={
              <TextLink href={`/stacks/${encodeURIComponent(view.keptIn)}`}>Open {view.keptIn}</TextLink>
            }
          />
        )}
      </div>
    </>
  );
}
