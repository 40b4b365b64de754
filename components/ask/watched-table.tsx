import type { ReactNode } from "react";
import { askHref } from "#components/ask/ask-links.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { GuardrailMark } from "#components/ui/guardrail-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { GuardrailState } from "#lib/core/guardrail/judgement.ts";
import { EXPECTATION_WORDS } from "#lib/core/question/expectation-words.ts";
import type { Expectation } from "#lib/core/question/judge-question.ts";
import type { ReachPacket } from "#lib/core/reach/answer.ts";

export interface ShownWatched {
  readonly id: string;
  readonly question: string;
  readonly expected: Expectation;
  readonly state: GuardrailState;
  readonly sentence: string;
  readonly witness: ReachPacket | null;
  readonly since: string;
  readonly ownerName: string;
  readonly accountName: string;
  readonly region: string;
}

interface Props<Row extends ShownWatched> {
  readonly rows: readonly Row[];
  readonly drop: (row: Row) => ReactNode;
}

const Why = ({ state, sentence, witness }: ShownWatched) => {
  if (state === "holds") return <span className="text-muted">The answer is as expected.</span>;
  return (
    <span className="grid gap-0.5">
      <ForeignText text={sentence} limit={400} />
      {witness === null ? null : (
        <span className="font-mono text-sm text-muted">
          {witness.service}
          {witness.from === null ? "" : ` from ${witness.from}`}
          {witness.to === null ? "" : ` to ${witness.to}`}
        </span>
      )}
    </span>
  );
};

/** Questions that are kept as tests, broken ones first. */
export const WatchedTable = <Row extends ShownWatched>({ rows, drop }: Props<Row>) => (
  <DataTable
    caption="Watched questions, broken ones first"
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        key: "question",
        label: "Question",
        className: "md:min-w-64",
        cell: ({ question, expected }) => (
          <span>
            <TextLink href={askHref(question)} className="font-mono">
              <ForeignText text={question} limit={160} />
            </TextLink>
            <span className="block text-sm font-normal text-muted">
              Expected: {EXPECTATION_WORDS[expected].toLowerCase()}
            </span>
          </span>
        ),
      },
      {
        key: "state",
        label: "State",
        cell: ({ state, since }) => (
          <span className="grid gap-0.5">
            <GuardrailMark state={state} />
            <span className="text-sm text-muted">
              for <RelativeTime at={since} as="span" />
            </span>
          </span>
        ),
      },
      { key: "why", label: "Why", className: "md:min-w-64", cell: (row) => <Why {...row} /> },
      {
        key: "owner",
        label: "Kept by",
        cell: ({ ownerName, accountName, region }) => (
          <span>
            <ForeignText text={ownerName} limit={60} />
            <span className="block text-sm text-muted">
              {accountName}, {region}
            </span>
          </span>
        ),
      },
      { key: "drop", label: "", cell: drop },
    ]}
  />
);
