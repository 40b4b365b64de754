import type { ReactNode } from "react";
import { GrantStateMark } from "#components/access/grant-state-mark.tsx";
import { endWords, type ShownGrant } from "#components/access/shown-grant.ts";
import { Countdown } from "#components/ui/countdown.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly caption: string;
  readonly grants: readonly ShownGrant[];
  readonly actions?: (grant: ShownGrant) => ReactNode;
}

const End = ({ grant }: { readonly grant: ShownGrant }) => {
  if (grant.endedAt !== null) {
    return (
      <span>
        <RelativeTime at={grant.endedAt} />
        {grant.endReason === null ? null : <span className="text-muted">, {endWords(grant.endReason)}</span>}
      </span>
    );
  }
  return grant.state === "asked" ? (
    <RelativeTime at={grant.endsAt} />
  ) : (
    <Countdown until={grant.endsAt} over="closing now" />
  );
};

/** Grants of several people, one row each. */
export const GrantsTable = ({ caption, grants, actions }: Props) => (
  <DataTable
    caption={caption}
    rows={grants}
    rowKey={(grant) => grant.id}
    columns={[
      {
        key: "person",
        label: "Person",
        cell: (grant) => (
          <span id={`grant-${grant.id}`} className="scroll-mt-16 target:bg-accent-soft/35">
            <ForeignText text={grant.personName} limit={48} className="font-[560]" />
          </span>
        ),
      },
      {
        key: "stack",
        label: "Stack",
        cell: (grant) => (
          <TextLink href={`/stacks/${encodeURIComponent(grant.stackName)}`}>
            <ForeignText text={grant.stackName} limit={48} />
          </TextLink>
        ),
      },
      {
        key: "source",
        label: "From",
        cell: (grant) => (
          <span>
            <span className="font-mono">{foreignString(grant.peer)}</span>{" "}
            <span className="text-muted">
              <ForeignText text={grant.sourceName} limit={48} />
            </span>
          </span>
        ),
      },
      { key: "state", label: "State", cell: (grant) => <GrantStateMark state={grant.state} /> },
      { key: "end", label: "Ends", cell: (grant) => <End grant={grant} /> },
      {
        key: "why",
        label: "Why",
        cell: (grant) => (
          <span>
            <ForeignText text={grant.reason} limit={120} />{" "}
            <TextLink href={`/changes/${grant.changeNumber}`}>change {grant.changeNumber}</TextLink>,{" "}
            <TextLink href={`/access/grants/${grant.number}`}>biography</TextLink>
          </span>
        ),
      },
      ...(actions === undefined
        ? []
        : [
            {
              key: "actions",
              label: "",
              align: "end" as const,
              cell: (grant: ShownGrant) => (grant.state === "live" ? actions(grant) : null),
            },
          ]),
    ]}
  />
);
