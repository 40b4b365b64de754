import type { ReactNode } from "react";
import type { ShownAnswerRule } from "#components/ask/shown-answer.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

interface Props {
  readonly rules: readonly ShownAnswerRule[];
  readonly proposal: (rule: ShownAnswerRule) => ReactNode;
}

/** What the model says of a rule, in the words of the stack's page. */
const VERDICTS: Readonly<Record<string, string>> = {
  needed: "As meant",
  extra: "Extra: nobody meant it",
  "too-wide": "Too wide: part of it is meant",
  redundant: "Redundant: others cover it",
  unknown: "Unknown",
  unmanaged: "The model says nothing of this direction",
};

const Deed = ({ rule, proposal }: { readonly rule: ShownAnswerRule; readonly proposal: ReactNode }) => (
  <span className="flex flex-wrap items-center gap-2">
    {rule.underWay.map(({ number, title }) => (
      <TextLink key={number} href={`/changes/${number}`}>
        Change {number} closes it: <ForeignText text={title} limit={60} />
      </TextLink>
    ))}
    {rule.underWay.length === 0 ? proposal : null}
  </span>
);

/** The rules of both ends that let the packets through. */
export const AnswerRules = ({ rules, proposal }: Props) => (
  <DataTable
    caption="Rules that let it through"
    rows={rules}
    rowKey={({ groupId, ruleKey }) => `${groupId} ${ruleKey}`}
    columns={[
      {
        key: "rule",
        label: "Rule",
        cell: ({ rule, direction }) => (
          <span className="font-mono">
            {rule.service} {direction === "in" ? "from" : "to"} {rule.peer}
          </span>
        ),
      },
      {
        key: "group",
        label: "Group",
        cell: ({ groupId, plays }) => (
          <span className="flex flex-wrap items-center gap-x-2">
            <MonoId id={groupId} what="group id" href={`/groups/${groupId}`} />
            {plays === null ? null : (
              <>
                <TextLink href={`/stacks/${encodeURIComponent(plays.stackName)}`}>{plays.stackName}</TextLink>
                <TierMark tier={plays.tier} />
              </>
            )}
          </span>
        ),
      },
      {
        key: "verdict",
        label: "Model",
        cell: ({ verdict }) =>
          verdict === null ? (
            <span className="text-muted">No model speaks of it</span>
          ) : (
            (VERDICTS[verdict] ?? verdict)
          ),
      },
      {
        key: "deed",
        label: "What closes it",
        cell: (rule) => <Deed rule={rule} proposal={proposal(rule)} />,
      },
    ]}
  />
);
