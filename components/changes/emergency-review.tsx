import { ActionForm } from "#components/ui/action-form.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { Notice } from "#components/ui/notice.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly changeId: string;
  readonly emergency: {
    readonly declaredBy: string;
    readonly reviewedBy: string | null;
    readonly note: string;
    readonly mayReview: boolean;
  };
  readonly review: FormAction;
}

/** That the glass was broken, and what somebody else found when they looked at it. */
export const EmergencyReview = ({ changeId, emergency, review }: Props) => (
  <Notice
    tone={emergency.reviewedBy === null ? "warning" : "info"}
    title="Break-glass: it was opened at once, without anybody's approval"
  >
    {emergency.reviewedBy === null ? (
      <p>
        Somebody who neither declared the emergency nor gained by it must look at it and say what they found.
      </p>
    ) : (
      <p>
        <ForeignText text={emergency.reviewedBy} limit={48} /> reviewed it: “
        <ForeignText text={emergency.note} limit={2000} />”
      </p>
    )}
    {emergency.mayReview ? (
      <ActionForm action={review} submit="Close this review" className="mt-3 grid gap-3">
        <input type="hidden" name="changeId" value={changeId} />
        <TextAreaField
          name="note"
          label="What you found"
          hint="Was it an emergency, and was no more opened than it needed? The log keeps it."
          required
          maxLength={2000}
          rows={2}
        />
      </ActionForm>
    ) : null}
  </Notice>
);
