"use client";

import { ActionForm } from "#components/ui/action-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly action: FormAction;
  /** Null for ever. */
  readonly everyLookDays: number | null;
  readonly dailyDays: number | null;
  readonly version: number;
}

/** How long looks are kept: every one, then one a day, then one a month. */
export const RetentionForm = ({ action, everyLookDays, dailyDays, version }: Props) => (
  <ActionForm key={version} action={action} submit="Keep looks so" className="grid max-w-md gap-3.5">
    <input type="hidden" name="version" value={version} />
    <TextField
      name="everyLookDays"
      label="Keep every look for this many days"
      hint="Empty: for ever, and nothing is ever removed"
      inputMode="numeric"
      pattern="[0-9]*"
      defaultValue={everyLookDays ?? ""}
    />
    <TextField
      name="dailyDays"
      label="Then the last one of each day, until this many days after it"
      hint="Empty: for ever. After that, the last one of each month stays"
      inputMode="numeric"
      pattern="[0-9]*"
      defaultValue={dailyDays ?? ""}
    />
  </ActionForm>
);
