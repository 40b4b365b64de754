import type { ReactNode } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

export interface ShownAnswer {
  readonly personName: string;
  readonly role: string;
  readonly decision: "approve" | "reject";
  readonly comment: string;
  readonly at: string;
  readonly dismissed: boolean;
}

interface Props {
  /** The change's kind: what only ends access needs nobody. */
  readonly kind: string;
  /** A draft asks nobody yet. */
  readonly isDraft?: boolean;
  /** It was opened at once, and somebody reviews it afterwards. */
  readonly isEmergency?: boolean;
  readonly answers: readonly ShownAnswer[];
  readonly missing: readonly { readonly label: string; readonly count: number }[];
  /** Whether one of the missing answers can be this person's. */
  readonly canBeMine: boolean;
  /** Why not, in a sentence, where the change still waits. */
  readonly whyNot: string | null;
  /** What is said where nobody has answered or must; absent: why nobody had to. */
  readonly nobody?: string;
  readonly children?: ReactNode;
}

const roleWords = (role: string) => role.replace("_", " ");

/** Who has answered, and who still must. */
export const ChangeAnswers = ({
  kind,
  isDraft = false,
  isEmergency = false,
  answers,
  missing,
  canBeMine,
  whyNot,
  nobody,
  children,
}: Props) => (
  <aside
    aria-labelledby="answers-heading"
    className="rounded-card border border-line bg-panel p-4.5 max-md:p-4 md:sticky md:top-5"
  >
    <h2 id="answers-heading" className="mb-2 scroll-mt-16 text-sm font-semibold">
      Approvals
    </h2>
    <ul className="grid gap-3">
      {answers.map((answer) => (
        <li key={`${answer.personName} ${answer.at}`} className="flex gap-2.5">
          <Avatar name={answer.personName} />
          <div className="min-w-0">
            <p>
              <ForeignText text={answer.personName} limit={48} className="font-semibold" />{" "}
              {answer.decision === "approve" ? "approved" : "rejected"}
              {answer.dismissed ? " (no longer counts)" : ""}
            </p>
            <p className="text-sm text-muted">
              {roleWords(answer.role)}, <RelativeTime at={answer.at} />
            </p>
            {answer.comment === "" ? null : (
              <p className="mt-0.5">
                <ForeignText text={answer.comment} limit={400} />
              </p>
            )}
          </div>
        </li>
      ))}
      {missing.map((part) => (
        <li key={part.label} className="flex gap-2.5">
          <span
            aria-hidden="true"
            className="grid size-6.5 shrink-0 place-items-center rounded-full bg-missing-soft text-sm font-semibold text-missing"
          >
            ?
          </span>
          <div>
            <p className="font-semibold">
              {part.label}
              {part.count > 1 ? `, ${part.count} more` : ""}
            </p>
            <p className="text-sm text-muted">
              {isDraft ? "Is asked once you put it up." : canBeMine ? "That can be you." : "Still to answer."}
            </p>
          </div>
        </li>
      ))}
      {answers.length === 0 && missing.length === 0 ? (
        <li className="text-muted">
          {nobody ??
            (kind === "revoke" || kind === "expire"
              ? "It narrows access, so it needed nobody's approval."
              : isEmergency
                ? "Nobody approved it: it was opened in a declared emergency, and somebody else reviews it."
                : kind === "put-back"
                  ? "It was approved for this stack that Sallyport puts back by itself what changes outside."
                  : "The stack's policy says that one cloud admin suffices, and one opened it for somebody else.")}
        </li>
      ) : null}
    </ul>
    {whyNot === null || missing.length === 0 || isDraft ? null : (
      <p className="mt-3 text-sm text-muted">{whyNot}</p>
    )}
    {children}
  </aside>
);
