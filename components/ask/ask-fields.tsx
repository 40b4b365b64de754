import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { QuestionForm } from "#lib/core/question/question-form.ts";

interface Props {
  readonly form: QuestionForm;
  /** Remounts the fields when another question is shown. */
  readonly of: string;
}

const KINDS = [
  { value: "can", label: "Can somebody reach something?" },
  { value: "who", label: "Who can reach something?" },
  { value: "what", label: "What can somebody reach?" },
];

/** The same question as fields. What does not belong to the kind of question is left empty. */
export const AskFields = ({ form, of }: Props) => (
  <Form key={of} action="/ask" className="grid gap-3">
    <div className="grid gap-3 md:grid-cols-3">
      <SelectField label="Question" name="ask" options={KINDS} defaultValue={form.kind} />
      <TextField
        label="From"
        name="from"
        mono
        defaultValue={form.from}
        autoComplete="off"
        spellCheck={false}
        hint="this laptop, internet, an address, a source, a tier; for who, leave it empty"
      />
      <TextField
        label="To"
        name="to"
        mono
        defaultValue={form.to}
        autoComplete="off"
        spellCheck={false}
        hint="a tier (storefront/db), group, instance or address; for what, leave it empty"
      />
      <TextField
        label="On"
        name="on"
        mono
        defaultValue={form.on}
        autoComplete="off"
        spellCheck={false}
        hint="3306, tcp/443, ssh; empty for anything"
      />
      <TextField
        label="By way of"
        name="via"
        mono
        defaultValue={form.via}
        autoComplete="off"
        spellCheck={false}
        hint="web:443, app:8080"
      />
      <TextField
        label="At (UTC)"
        name="when"
        defaultValue={form.at}
        autoComplete="off"
        spellCheck={false}
        hint="3 March at 14:00, yesterday; empty for now"
      />
    </div>
    <div>
      <Button type="submit">Ask</Button>
    </div>
  </Form>
);
