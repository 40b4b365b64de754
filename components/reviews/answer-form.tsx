import type { ShownRow } from "#components/reviews/shown-review.ts";
import { ActionForm } from "#components/ui/action-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly reviewId: string;
  readonly row: ShownRow;
  readonly action: FormAction;
}

/** A reviewer's question to whoever owns something, and their answer. */
export const AnswerForm = ({ reviewId, row, action }: Props) => (
  <Card title={<ForeignText text={row.evidence.title} limit={120} />}>
    <p className="mb-3 max-w-prose">
      <span className="text-muted">
        <ForeignText text={row.asked?.by ?? "A reviewer"} /> asks:
      </span>{" "}
      “<ForeignText text={row.asked?.question ?? ""} limit={1000} />”
    </p>
    <ActionForm action={action} submit="Send the answer" className="grid max-w-xl gap-3.5">
      <input type="hidden" name="reviewId" value={reviewId} />
      <input type="hidden" name="rowId" value={row.id} />
      <SelectField
        label="Do you need it?"
        name="says"
        defaultValue={row.answer?.says ?? "needed"}
        options={[
          { value: "needed", label: "Yes, still needed" },
          { value: "not-needed", label: "No, it can go" },
        ]}
      />
      <TextAreaField
        label="What for, and until when"
        name="note"
        maxLength={1000}
        defaultValue={row.answer?.note ?? ""}
        hint="The reviewer reads this and decides."
      />
    </ActionForm>
  </Card>
);
