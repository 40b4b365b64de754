import { PlanDiff, type ShownDiffLine } from "#components/changes/plan-diff.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

export interface ShownMove {
  readonly version: number;
  readonly from: ChangeState | null;
  readonly to: ChangeState;
  readonly at: string;
  /** Null: Sallyport itself. */
  readonly personName: string | null;
  readonly why: string;
  readonly diff: readonly ShownDiffLine[];
}

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

const words = ({ from, to, personName }: ShownMove): string => {
  if (from === null && to === "open") return "asked for it";
  if (from === null && to === "approved")
    return personName === null ? "began it" : "asked for it; it needed nobody";
  if (from === "approved" && to === "open") return "put it up for approval again";
  if (from === "unknown" && to === "applying") return "went on";
  return WORDS[to];
};

/** Every move of a change: who, when, why, and what it changed of what people approve. */
export const ChangeHistory = ({ moves }: { readonly moves: readonly ShownMove[] }) =>
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
              {words(move)}
              <span className="text-sm text-muted">
                , <RelativeTime at={move.at} />
              </span>
            </p>
            {move.why === "" ? null : (
              <p className="text-sm text-muted">
                <ForeignText text={move.why} limit={400} />
              </p>
            )}
            {move.diff.length === 0 ? null : <PlanDiff lines={move.diff} />}
          </li>
        ))}
      </ol>
    </Card>
  );
