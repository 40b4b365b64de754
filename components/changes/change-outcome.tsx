import type { GroupLabels } from "#components/changes/group-name.tsx";
import { NamedText } from "#components/changes/named-text.tsx";
import { Notice, type NoticeTone } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

const TITLES: Partial<Record<ChangeState, { readonly tone: NoticeTone; readonly title: string }>> = {
  stale: {
    tone: "warning",
    title: "Refused: it is no longer what was approved. Nothing was changed.",
  },
  partial: { tone: "problem", title: "Applied in part. The steps below say what is done and what is not." },
  failed: { tone: "problem", title: "It failed. The steps below say what is known." },
  unknown: {
    tone: "warning",
    title:
      "EC2's answer was lost. Sallyport is reading until it knows what happened, and repeats nothing blindly.",
  },
  rejected: { tone: "info", title: "It was rejected. Nothing was changed." },
  expired: { tone: "info", title: "Nobody answered in time. Nothing was changed; it can be asked again." },
  cancelled: { tone: "info", title: "It was withdrawn. Nothing was changed." },
};

interface Props {
  readonly state: ChangeState;
  readonly sentences: readonly string[];
  readonly labels: GroupLabels;
  /** What may be done about it; nothing where nothing may. */
  readonly next?: string;
  /** Whoever reads it may do something about it, beside the answers: far below on a phone. */
  readonly isUpToReader: boolean;
}

/** Why a change did not simply happen, and what changed meanwhile. */
export const ChangeOutcome = ({ state, sentences, labels, next, isUpToReader }: Props) => {
  const head = TITLES[state];
  if (head === undefined) return null;
  return (
    <Notice tone={head.tone} title={head.title}>
      {sentences.length === 0 ? null : (
        <ul className="mt-1 grid gap-0.5">
          {sentences.map((sentence) => (
            <li key={sentence}>
              <NamedText text={sentence} labels={labels} />
            </li>
          ))}
        </ul>
      )}
      {next === undefined ? null : <p className="mt-1">{next}</p>}
      {isUpToReader ? (
        <p className="mt-1 md:hidden">
          <TextLink href="#answers-heading">What you can do about it</TextLink>
        </p>
      ) : null}
    </Notice>
  );
};
