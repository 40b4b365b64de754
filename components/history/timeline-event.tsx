import type { ReactNode } from "react";
import type { ShownTimelineRow } from "#components/history/shown-timeline.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";

type Row<Kind extends ShownTimelineRow["kind"]> = Extract<ShownTimelineRow, { kind: Kind }>;

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

const STATES: Readonly<Record<string, string>> = {
  "in-line": "in line",
  accepted: "in line but for what is accepted",
  unknown: "unknown",
  "out-of-line": "not as meant",
};

const Rule = ({
  row,
  biographyHref,
}: {
  readonly row: Row<"rule-appeared" | "rule-went">;
  readonly biographyHref: string;
}) => (
  <>
    {row.tier === null ? <MonoId id={row.groupId} what="group id" /> : <TierMark tier={row.tier} />}
    <span>{row.kind === "rule-appeared" ? "got the rule" : "lost the rule"}</span>
    <TextLink href={biographyHref} className="font-mono">
      <ForeignText text={wordsOfRuleKey(row.ruleKey)} limit={90} />
    </TextLink>
    {row.changeNumber === null ? (
      <StateMark tone="missing" shape="wide">
        not through Sallyport
      </StateMark>
    ) : (
      <span>
        by <TextLink href={`/changes/${row.changeNumber}`}>change {row.changeNumber}</TextLink>
      </span>
    )}
  </>
);

const Grant = ({
  row,
  endWords,
}: {
  readonly row: Row<"grant-opened" | "grant-ended">;
  readonly endWords: (reason: string) => string;
}) => (
  <>
    <span>
      SSH {row.kind === "grant-opened" ? "opened for" : "ended for"}{" "}
      <ForeignText text={row.personName} limit={60} />
    </span>
    <span>
      from <ForeignText text={row.sourceName} limit={40} /> <span className="font-mono">{row.peer}</span>
    </span>
    {row.endReason === null ? null : <span className="text-muted">{endWords(row.endReason)}</span>}
    <TextLink href={`/access/grants/${row.number}`}>Grant {row.number}</TextLink>
  </>
);

const Posture = ({ row }: { readonly row: Row<"posture"> }) => (
  <>
    <StateMark
      tone={row.state === "in-line" ? "ok" : row.state === "unknown" ? "unknown" : "extra"}
      shape={row.state === "in-line" ? "check" : row.state === "unknown" ? "fog" : "triangle"}
    >
      {row.was === null || row.was === row.state ? "Was" : "Became"} {STATES[row.state] ?? row.state}
    </StateMark>
    <span className="text-muted">
      {counted(row.findings, "finding")}
      {row.unknown === 0 ? "" : `, ${row.unknown} nobody can tell`}
    </span>
  </>
);

const Looks = ({ row }: { readonly row: Row<"looks"> }) => (
  <span className="text-muted">
    {counted(row.count, "look")} at EC2
    {row.withNews === 0 ? ", nothing new" : `, ${row.withNews} with news of the account`}
    {row.partial === 0 ? "" : `, ${row.partial} could not read everything`}
    {row.failed === 0 ? "" : `, ${row.failed} failed`}
  </span>
);

interface Props {
  readonly row: ShownTimelineRow;
  readonly stateOf: (row: Row<"change-asked" | "change-ended">) => ReactNode;
  readonly biographyHref: (groupId: string, ruleKey: string) => string;
  /** Why a grant ended, in words. */
  readonly endWords: (reason: string) => string;
}

/** One event in a line. */
export const TimelineEvent = ({ row, stateOf, biographyHref, endWords }: Props) => {
  switch (row.kind) {
    case "change-asked":
    case "change-ended":
      return (
        <>
          <TextLink href={`/changes/${row.number}`}>
            {row.number} <ForeignText text={row.title} limit={120} />
          </TextLink>
          {row.kind === "change-asked" ? (
            <span className="text-muted">
              asked by{" "}
              {row.requesterName === null ? "Sallyport" : <ForeignText text={row.requesterName} limit={60} />}
            </span>
          ) : (
            stateOf(row)
          )}
        </>
      );
    case "rule-appeared":
    case "rule-went":
      return <Rule row={row} biographyHref={biographyHref(row.groupId, row.ruleKey)} />;
    case "grant-opened":
    case "grant-ended":
      return <Grant row={row} endWords={endWords} />;
    case "posture":
      return <Posture row={row} />;
    case "model":
      return <span>What it is meant to be was changed: {row.what.join(", ")}</span>;
    case "looks":
      return <Looks row={row} />;
  }
};
