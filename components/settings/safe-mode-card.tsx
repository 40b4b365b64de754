"use client";

import { ActionForm } from "#components/ui/action-form.tsx";
import { Card } from "#components/ui/card.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly safeMode: {
    readonly id: string;
    readonly beganAt: string;
    readonly doubts: readonly { readonly sentence: string }[];
  };
  /** Null for whoever may not confirm. */
  readonly confirm: FormAction | null;
}

/** Why nothing is changed, and the way on. */
export const SafeModeCard = ({ safeMode, confirm }: Props) => (
  <Card title="Safe mode" note={<RelativeTime at={safeMode.beganAt} />} id="safe-mode">
    <div className="grid max-w-2xl gap-3.5">
      <ul className="grid list-disc gap-1 pl-5">
        {safeMode.doubts.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="text-muted">
        EC2 is looked at as always, and access whose time is over still ends. Compare the stacks with EC2
        before you confirm: a change that was made after the backup is not known here, and nothing is made
        undone by confirming.
      </p>
      {confirm === null ? (
        <p>A cloud admin confirms it.</p>
      ) : (
        <ActionForm action={confirm} submit="Go on with this database">
          <input type="hidden" name="id" value={safeMode.id} />
          <TextField name="reason" label="Why it is the right one" required minLength={3} maxLength={500} />
        </ActionForm>
      )}
    </div>
  </Card>
);
