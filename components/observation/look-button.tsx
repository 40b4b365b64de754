"use client";

import { type FormEvent, startTransition, useActionState } from "react";
import { type FormAction, IDLE } from "#components/ui/form-state.ts";
import { SubmitButton } from "#components/ui/submit-button.tsx";

interface Props {
  readonly action: FormAction;
  /** A scope's id, or `all`. */
  readonly scopeId: string;
  readonly busy: boolean;
}

/** Has EC2 looked at now. */
export const LookButton = ({ action, scopeId, busy }: Props) => {
  const [state, dispatch, pending] = useActionState(action, IDLE);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    if (!pending && !busy) startTransition(() => dispatch(data));
  };
  return (
    <form action={dispatch} onSubmit={send} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="scopeId" value={scopeId} />
      <span
        role="status"
        className={
          state.status === "refused" ? "text-sm text-extra empty:hidden" : "text-sm text-muted empty:hidden"
        }
      >
        {state.status === "idle" ? "" : state.message}
      </span>
      <SubmitButton variant="plain" pending={pending || busy}>
        {busy ? "Looking" : "Look at EC2 now"}
      </SubmitButton>
    </form>
  );
};
