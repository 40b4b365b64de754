import { WriteForm } from "#components/changes/write-form.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly emergency: {
    readonly declaredBy: string;
    readonly endsAt: string;
    readonly reviewedBy: string | null;
    readonly note: string;
  };
  /** Where this person may close the review. */
  readonly review?: { readonly changeId: string; readonly action: FormAction };
}

/** That the glass was broken, and what somebody else found when they looked at it. */
export const EmergencyReview = ({ emergency, review }: Props) => (
  <Notice
    tone={emergency.reviewedBy === null ? "warning" : "info"}
    title="Break-glass: it was opened at once, without anybody's approval"
  >
    {emergency.reviewedBy === null ? (
      <p>
        <ForeignText text={emergency.declaredBy} limit={48} /> declared an emergency; the access ends{" "}
        <RelativeTime at={emergency.endsAt} />. If it was none, it can be revoked under{" "}
        <TextLink href="/access">SSH access</TextLink>. Somebody who neither declared it nor gained by it must
        look at it and say what they found.
      </p>
    ) : (
      <p>
        <ForeignText text={emergency.reviewedBy} limit={48} /> reviewed it: “
        <ForeignText text={emergency.note} limit={2000} />”
      </p>
    )}
    {review === undefined ? null : (
      <div className="mt-3">
        <WriteForm
          changeId={review.changeId}
          action={review.action}
          submit="Close this review"
          variant="primary"
          name="note"
          label="What you found"
          hint="Was it an emergency, and was no more opened than it needed? The log keeps it."
          maxLength={2000}
        />
      </div>
    )}
  </Notice>
);
