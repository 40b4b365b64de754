import type { GroupLabels } from "#components/changes/group-name.tsx";
import { PlanDiff } from "#components/changes/plan-diff.tsx";
import type { ShownMove } from "#components/changes/shown-move.ts";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

interface Props {
  readonly moves: readonly ShownMove[];
  readonly labels: GroupLabels;
}

/** For whoever has read the request before: what of it is another now, before they read it again. */
export const ChangedSince = ({ moves, labels }: Props) => {
  const last = moves.at(-1);
  if (last === undefined || last.from === null || last.from === "draft" || last.diff.length === 0)
    return null;
  return (
    <Notice tone="warning" title="It is not what it was: answers given before no longer count">
      <p>
        Changed <RelativeTime at={last.at} />:
      </p>
      <PlanDiff lines={last.diff} labels={labels} />
    </Notice>
  );
};
