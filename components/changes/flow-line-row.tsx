import { type GroupLabels, GroupName } from "#components/changes/group-name.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { newGroupName } from "#lib/core/plan/new-group.ts";
import type { FlowLine } from "#lib/core/plan/plan.ts";

interface Props {
  readonly line: FlowLine;
  readonly labels: GroupLabels;
}

const Peer = ({ peer, labels }: { readonly peer: string; readonly labels: GroupLabels }) =>
  peer.startsWith("sg-") || newGroupName(peer) !== null ? (
    <GroupName groupId={peer} labels={labels} />
  ) : (
    <span className="font-mono break-all">{foreignString(peer)}</span>
  );

/** One flow in reading order: from whom, to whom, on what. */
export const FlowLineRow = ({ line, labels }: Props) => {
  const group = <GroupName groupId={line.groupId} labels={labels} />;
  const peer = <Peer peer={line.peer} labels={labels} />;
  const [from, to] = line.direction === "ingress" ? [peer, group] : [group, peer];
  return (
    <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-2">
      {from}
      <span>
        <span aria-hidden="true">→</span>
        <span className="sr-only">to</span>
      </span>
      {to}
      <span className="font-mono">{line.service}</span>
    </span>
  );
};
