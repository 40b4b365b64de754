import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { expectationsOf } from "#lib/core/question/expectation-words.ts";
import type { Expectation } from "#lib/core/question/judge-question.ts";
import type { Question } from "#lib/core/question/question.ts";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";

interface KeepProps {
  readonly action: FormAction;
  readonly question: string;
  readonly scopeId: string;
  readonly kind: Question["kind"];
  readonly verdict: ReachVerdict;
}

const LABELS: Readonly<Record<Expectation, string>> = {
  never: "Never: no packet may get through",
  always: "Always: everything that is asked must get through",
  same: "The same as now: any other answer is news",
};

/** Keeps a question as a test. What it expects first is what holds now. */
export const KeepForm = ({ action, question, scopeId, kind, verdict }: KeepProps) => {
  const usual: Expectation = verdict === "no" ? "never" : "same";
  const options = expectationsOf(kind).map((value) => ({ value, label: LABELS[value] }));
  return (
    <DialogButton label="Watch this…" title="Watch this question" size="small">
      <ActionForm action={action} submit="Watch it" variant="primary">
        <p>
          <ForeignText text={question} limit={300} className="font-mono" />
        </p>
        <p className="text-muted">
          Every look at EC2 judges it anew. You, and the lead of the stack's team, are told when its answer
          flips.
        </p>
        <input type="hidden" name="question" value={question} />
        <input type="hidden" name="scopeId" value={scopeId} />
        <SelectField label="Expected" name="expected" options={options} defaultValue={usual} />
      </ActionForm>
    </DialogButton>
  );
};

interface DropProps {
  readonly action: FormAction;
  readonly questionId: string;
  readonly question: string;
}

export const DropForm = ({ action, questionId, question }: DropProps) => (
  <DialogButton label="Stop watching…" title="Stop watching this question" size="small">
    <ActionForm action={action} submit="Stop watching it" variant="danger">
      <p>
        <ForeignText text={question} limit={300} className="font-mono" />
      </p>
      <p className="text-muted">
        Nobody is told any more when its answer flips. The log keeps that it was watched.
      </p>
      <input type="hidden" name="questionId" value={questionId} />
    </ActionForm>
  </DialogButton>
);
