import { ActionForm } from "#components/ui/action-form.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import type { ReviewTally } from "#lib/core/review/review-tally.ts";

interface Props {
  readonly reviewId: string;
  readonly tally: ReviewTally;
  readonly action: FormAction;
}

/** Closes a review for good; says first what follows from it. */
export const CloseForm = ({ reviewId, tally, action }: Props) => (
  <DialogButton
    label="Close the review…"
    title="Close this review"
    variant={tally.open === 0 ? "primary" : "plain"}
  >
    <ActionForm action={action} submit="Close it for good">
      <input type="hidden" name="reviewId" value={reviewId} />
      <p>
        {tally.kept} kept, {tally.revoked} revoked, {tally.open} not decided. Afterwards nothing about it
        changes any more, and its evidence is signed.
      </p>
      {tally.revoked === 0 ? null : (
        <>
          <p className="text-muted">
            What is revoked becomes one change request an account and Region. It takes effect when cloud
            admins approve it.
          </p>
          <CheckField
            name="acceptNoSshSource"
            label="It is meant that a stack may be left without any SSH source"
            hint="Two cloud admins must then approve. Leave it open unless you mean it."
          />
        </>
      )}
      {tally.open === 0 ? null : (
        <CheckField
          name="leavingOpen"
          label={`Leave ${tally.open} ${tally.open === 1 ? "row" : "rows"} undecided`}
          hint="They stay as they are, and the evidence says that nobody decided about them."
        />
      )}
      <TextAreaField label="Note" name="note" hint="Goes into the evidence." maxLength={2000} />
    </ActionForm>
  </DialogButton>
);
