import type { ReactNode } from "react";
import type { GroupLabels } from "#components/changes/group-name.tsx";
import { NamedText } from "#components/changes/named-text.tsx";
import { PlanDiff } from "#components/changes/plan-diff.tsx";
import type { ShownMove } from "#components/changes/shown-move.ts";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

const WORDS: Readonly<Record<ChangeState, string>> = {
  draft: "kept it as a draft",
  open: "put it up for approval",
  approved: "gave the last approval it needed",
  applying: "began to apply it",
  applied: "applied it",
  partial: "applied a part of it",
  unknown: "lost EC2's answer",
  failed: "could not apply it",
  stale: "refused it: it is no longer what was approved",
  rejected: "rejected it",
  cancelled: "took it back",
  expired: "closed it unanswered",
};

const words = ({ from, to, personName, diff }: ShownMove, isEmergency: boolean): string => {
  if (from === null && isEmergency) return "opened it in an emergency, without anybody's approval";
  if (from === "draft" && to === "draft") return "changed the draft";
  if (from === "open" && to === "open") return "asked for something else";
  if (from === null && to === "open") return "asked for it";
  if (from === null && to === "approved")
    return personName === null ? "began it" : "asked for it; it needed nobody";
  if ((from === "approved" || from === "stale") && to === "open")
    return diff.length > 0 || personName !== null ? "put it up for approval again" : "opened it again";
  if (from === "unknown" && to === "applying") return "went on";
  return WORDS[to];
};

interface Props {
  readonly moves: readonly ShownMove[];
  readonly labels: GroupLabels;
  readonly isEmergency: boolean;
  /** The way to earlier ones. */
  readonly pages: ReactNode;
}

/** Every move of a change, the oldest first. What it was asked for, and with which words, stands above. */
export const ChangeHistory = ({ moves, labels, isEmergency, pages }: Props) =>
  moves.length === 0 ? null : (
    <Card title="History">
      <ol className="grid gap-2.5">
        {moves.map((move) => (
          <li key={move.version} className="min-w-0">
            <p>
              {move.personName === null ? (
                <span className="font-semibold">Sallyport</span>
              ) : (
                <ForeignText text={move.personName} limit={48} className="font-semibold" />
              )}{" "}
              {words(move, isEmergency)}
              <span className="text-sm text-muted">
                , <RelativeTime at={move.at} />
              </span>
            </p>
            {move.why === "" || move.from === null ? null : (
              <p className="text-sm text-muted">
                <NamedText text={move.why} labels={labels} />
              </p>
            )}
            {move.diff.length === 0 || move.from === null ? null : (
              <PlanDiff lines={move.diff} labels={labels} />
            )}
          </li>
        ))}
      </ol>
      {pages}
    </Card>
  );
