import { GrantsTable } from "#components/access/grants-table.tsx";
import type { ShownGrant } from "#components/access/shown-grant.ts";
import { ChangeList, type ListedChange } from "#components/changes/change-list.tsx";
import { outOfLineNote } from "#components/home/out-of-line-note.ts";
import { type ShownStackLine, StackLines } from "#components/home/stack-lines.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

interface Props {
  readonly view: {
    readonly asked: readonly ListedChange[];
    readonly askedTotal: number;
    readonly grants: readonly ShownGrant[];
    readonly outOfLine: readonly ShownStackLine[];
    readonly stacks: number;
  };
}

/** One's stacks, access and requests at a moment of the past. Nothing can be asked for there. */
export const PastHome = ({ view: { asked, askedTotal, grants, outOfLine, stacks } }: Props) => (
  <>
    {grants.length === 0 ? null : (
      <Card flush title="Your SSH access then" note="when it ends is what is known of it now">
        <GrantsTable caption="Your grants that were asked for or open" grants={grants} />
      </Card>
    )}
    {asked.length === 0 ? null : (
      <Card
        flush
        title="You had asked for"
        note={
          asked.length === askedTotal
            ? "not known to have been over"
            : `not known to have been over: the newest ${asked.length} of ${askedTotal}`
        }
      >
        <ChangeList rows={asked} />
      </Card>
    )}
    <Card
      flush
      title="Stacks that were not as meant"
      {...(outOfLine.length === 0 ? {} : { note: outOfLineNote(outOfLine, stacks) })}
    >
      {outOfLine.length > 0 ? (
        <StackLines stacks={outOfLine} />
      ) : stacks === 0 ? (
        <EmptyState title="No stack was described yet." />
      ) : (
        <EmptyState title={`All ${stacks} stacks were as their owners meant them.`} />
      )}
    </Card>
  </>
);
