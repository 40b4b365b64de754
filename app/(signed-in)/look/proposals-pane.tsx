"use client";

import { CalledOutTable } from "#components/adopt/called-out-table.tsx";
import { ConfidenceMark } from "#components/adopt/confidence-mark.tsx";
import { ProposedTiers } from "#components/adopt/proposed-tiers.tsx";
import { LookProposal } from "#components/look/look-proposal.tsx";
import { LookProposals } from "#components/look/look-proposals.tsx";
import { lookHref } from "#components/look/look-view.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { saveBlob } from "#components/ui/save-blob.ts";
import { PageSkeleton } from "#components/ui/skeleton.tsx";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import type { PaneProps } from "./pane.ts";
import { useTold } from "./use-told.ts";

const confidence = (value: number) => <ConfidenceMark confidence={value} />;

const List = ({ look, view }: PaneProps) => {
  const told = useTold(look, "proposals", { page: view.page, leftOutPage: 1 });
  if (told === null) return <PageSkeleton />;
  const save = () =>
    void look
      .ask("zip", { where: { accountId: view.account, region: view.region } })
      .then((bytes) => saveBlob("proposed-stacks.zip", new Blob([bytes], { type: "application/zip" })));
  return <LookProposals view={view} told={told} confidence={confidence} onDownload={save} />;
};

const One = ({ look, view, summary }: PaneProps) => {
  const where = { accountId: view.account, region: view.region };
  const told = useTold(look, "proposal", { name: view.stack, where });
  if (told === null) return <PageSkeleton />;
  if (told.kind === "absent") return <EmptyState shape="ring" title="This look proposes no such stack" />;
  const { proposal, names, files } = told;
  const nameOf = (groupId: string): string => names[groupId] ?? groupId;
  const groupHref = (group: string) => lookHref(view, { tab: "groups", group });
  return (
    <LookProposal
      view={view}
      proposal={proposal}
      files={files}
      lacks={{ account: summary.accountId === "", region: summary.region === "" }}
      confidence={confidence(proposal.confidence)}
      onDownload={({ name, yaml }) => saveBlob(name, new Blob([yaml], { type: "application/yaml" }))}
      tiers={
        <ProposedTiers
          groupHref={groupHref}
          tiers={proposal.tiers.map((tier) => ({
            ...tier,
            bindings: tier.bindings.map((binding) => ({
              ...binding,
              name: nameOf(binding.groupId),
              evidence: binding.evidence.map(({ text }) => text),
              boundIn: null,
            })),
          }))}
        />
      }
      calledOut={
        proposal.calledOut.length === 0 ? null : (
          <CalledOutTable
            rows={proposal.calledOut.map((rule) => ({
              key: `${rule.groupId} ${rule.ruleKey}`,
              tier: rule.tier,
              groupId: rule.groupId,
              name: nameOf(rule.groupId),
              rule: wordsOfRuleKey(rule.ruleKey),
              reason: rule.reason,
            }))}
          />
        )
      }
    />
  );
};

export const ProposalsPane = (props: PaneProps) =>
  props.view.stack === "" ? <List {...props} /> : <One {...props} />;
