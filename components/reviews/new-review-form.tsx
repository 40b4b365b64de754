"use client";

import { useState } from "react";
import { ChoiceList } from "#components/reviews/choice-list.tsx";
import { ActionForm } from "#components/ui/action-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { isInScope, type ReviewKind, type ReviewSubject } from "#lib/core/review/review-scope.ts";

interface Props {
  readonly stacks: readonly { readonly id: string; readonly name: string; readonly team: string }[];
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly reviewers: readonly { readonly id: string; readonly name: string }[];
  readonly subjects: readonly ReviewSubject[];
  readonly me: string;
  /** ISO dates. */
  readonly today: string;
  readonly suggestedDue: string;
  readonly action: FormAction;
}

const KINDS: readonly { readonly id: ReviewKind; readonly name: string }[] = [
  { id: "grant", name: "Grants" },
  { id: "source", name: "Standing sources" },
  { id: "exception", name: "Exceptions to findings" },
];

const counted = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

/** What to review, by whom, until when; it counts what that comes to while it is filled in. */
export const NewReviewForm = ({
  stacks,
  owners,
  reviewers,
  subjects,
  me,
  today,
  suggestedDue,
  action,
}: Props) => {
  const [kinds, setKinds] = useState<readonly ReviewKind[]>(KINDS.map(({ id }) => id));
  const [stackIds, setStackIds] = useState<readonly string[] | null>(null);
  const [personIds, setPersonIds] = useState<readonly string[] | null>(null);
  const inScope = subjects.filter((subject) => isInScope(subject, { kinds, stackIds, personIds }));
  const of = (kind: ReviewKind) => inScope.filter((subject) => subject.kind === kind).length;
  return (
    <ActionForm action={action} submit="Begin the review" className="grid max-w-2xl gap-5">
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        placeholder="Half-yearly access review"
        hint="What is reviewed and when, as an auditor will read it."
      />
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 text-sm font-[560]">Kinds of access</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {KINDS.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-accent max-md:size-5"
                checked={kinds.includes(id)}
                onChange={(event) =>
                  setKinds(event.currentTarget.checked ? [...kinds, id] : kinds.filter((each) => each !== id))
                }
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <input type="hidden" name="kinds" value={kinds.join(",")} />
      <ChoiceList
        legend="Stacks"
        all="Every stack"
        name="stackIds"
        choices={stacks.map(({ id, name, team }) => ({ id, label: name, note: team }))}
        chosen={stackIds}
        onChoose={setStackIds}
      />
      <ChoiceList
        legend="People"
        all="Everybody, and what nobody owns"
        name="personIds"
        choices={owners.map(({ id, name }) => ({ id, label: name, note: "" }))}
        chosen={personIds}
        onChoose={setPersonIds}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SelectField
          label="Reviewer"
          name="reviewerId"
          defaultValue={reviewers.some(({ id }) => id === me) ? me : (reviewers[0]?.id ?? "")}
          options={reviewers.map(({ id, name }) => ({ value: id, label: name }))}
          hint="What is the reviewer's own, somebody else decides."
        />
        <TextField label="Due" name="due" type="date" required min={today} defaultValue={suggestedDue} />
      </div>
      <p role="status" className="text-muted">
        {inScope.length === 0
          ? "Nothing is in this scope now."
          : `In scope now: ${counted(of("grant"), "grant")}, ${counted(of("source"), "standing source")}, ${counted(of("exception"), "exception")}. They are pinned, with their evidence, when the review begins.`}
      </p>
    </ActionForm>
  );
};
