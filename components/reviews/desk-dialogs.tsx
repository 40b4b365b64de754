"use client";

import { DESK_KEYS, keyCap } from "#components/reviews/desk-keys.ts";
import type { ShownRow } from "#components/reviews/shown-review.ts";
import { ActionForm } from "#components/ui/action-form.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

export type OpenDialog = "keep-until" | "ask" | "help";

interface Props {
  readonly open: OpenDialog | null;
  readonly onClose: () => void;
  readonly reviewId: string;
  readonly row: ShownRow;
  readonly decide: FormAction;
  readonly ask: FormAction;
}

/** Closes once what was asked for is done; what is refused stays open and says why. */
const closing =
  (action: FormAction, onClose: () => void): FormAction =>
  async (state, data) => {
    const outcome = await action(state, data);
    if (outcome.status === "done") onClose();
    return outcome;
  };

export const DeskDialogs = ({ open, onClose, reviewId, row, decide, ask }: Props) => {
  const hidden = (
    <>
      <input type="hidden" name="reviewId" value={reviewId} />
      <input type="hidden" name="rowId" value={row.id} />
    </>
  );
  return (
    <>
      <Dialog open={open === "keep-until"} onClose={onClose} title={`Decide about row ${row.ordinal}`}>
        <ActionForm action={closing(decide, onClose)} submit="Decide">
          {hidden}
          <SelectField
            label="Decision"
            name="decision"
            options={[
              { value: "keep", label: "Keep" },
              { value: "revoke", label: "Revoke" },
            ]}
          />
          <TextField
            label="Keep until"
            name="until"
            type="date"
            defaultValue={row.suggestedUntil}
            max={row.latestUntil}
            hint={
              row.evidence.ends === null
                ? `At the latest ${row.latestUntil}: then it is looked at again.`
                : `It ends by itself on ${row.evidence.ends.slice(0, 10)}.`
            }
          />
          {row.evidence.ends === null ? null : (
            <input type="hidden" name="latest" value={row.evidence.ends} />
          )}
          <TextAreaField label="Note" name="note" hint="Goes into the evidence." maxLength={1000} />
        </ActionForm>
      </Dialog>
      <Dialog open={open === "ask"} onClose={onClose} title={`Ask about row ${row.ordinal}`}>
        <ActionForm action={closing(ask, onClose)} submit="Send the question">
          {hidden}
          <TextAreaField
            label="Question"
            name="question"
            required
            maxLength={1000}
            defaultValue="Do you still need this? If so, what for and until when?"
            hint={`${row.evidence.owner?.name ?? "The owner"} gets it by e-mail and answers here. You decide.`}
          />
        </ActionForm>
      </Dialog>
      <Dialog open={open === "help"} onClose={onClose} title="Keys">
        <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
          {DESK_KEYS.map(({ keys, words }) => (
            <div key={words} className="contents">
              <dt className="flex gap-1.5">
                {keys.map((key) => (
                  <kbd key={key} className="rounded border border-line-strong bg-sunk px-1.5">
                    {keyCap(key)}
                  </kbd>
                ))}
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm text-muted">
          They work while the list of rows, or a button beside it, has the focus.
        </p>
      </Dialog>
    </>
  );
};
