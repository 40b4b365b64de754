"use client";

import { type FormEvent, type ReactNode, startTransition, useActionState } from "react";
import type { ButtonVariant } from "#components/ui/button-class.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { FormProblems } from "#components/ui/form-problems.ts";
import { type FormAction, IDLE } from "#components/ui/form-state.ts";
import { Notice } from "#components/ui/notice.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { useOnceKey } from "#components/ui/use-once-key.ts";

interface Props {
  readonly action: FormAction;
  /** Names the danger or the deed, never "OK". */
  readonly submit: ReactNode;
  readonly variant?: ButtonVariant;
  readonly wide?: boolean;
  /** Beside the submit button. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** A form for a server action: what was typed stays when it is refused, and it cannot be sent twice at once. */
export const ActionForm = ({ action, submit, variant, wide = false, aside, children, className }: Props) => {
  const [state, dispatch, pending] = useActionState(action, IDLE);
  const withKey = useOnceKey();

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = withKey(new FormData(event.currentTarget), state);
    startTransition(() => dispatch(data));
  };

  return (
    <FormProblems value={state.status === "refused" ? (state.fields ?? {}) : {}}>
      <form action={dispatch} onSubmit={send} className={className ?? "grid gap-3.5"}>
        {children}
        {state.status === "idle" ? null : (
          <Notice tone={state.status === "refused" ? "problem" : "done"} live>
            {foreignString(state.message)}
            {state.status === "refused" && state.instead !== undefined ? (
              <>
                {" "}
                <TextLink href={state.instead.href}>{state.instead.label}</TextLink>
              </>
            ) : null}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton
            pending={pending}
            {...(variant === undefined ? {} : { variant })}
            className={wide ? "w-full" : ""}
          >
            {submit}
          </SubmitButton>
          {aside}
        </div>
      </form>
    </FormProblems>
  );
};
