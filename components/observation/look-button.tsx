"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useState } from "react";
import type { ObservedScope } from "#components/observation/observed-scope.ts";
import { type FormAction, IDLE } from "#components/ui/form-state.ts";
import { RefreshWhile } from "#components/ui/refresh-while.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

interface Props {
  readonly action: FormAction;
  /** The scopes that are looked at: one, or all of them. */
  readonly scopes: readonly ObservedScope[];
}

const PATIENCE_MILLISECONDS = 60_000;

/** Has EC2 looked at now, and shows what comes of it as soon as a look has ended. */
export const LookButton = ({ action, scopes }: Props) => {
  const [state, dispatch, pending] = useActionState(action, IDLE);
  const [askedWhen, setAskedWhen] = useState<string | null>(null);
  const seen = scopes.map(({ observedAt }) => observedAt ?? "never").join(" ");
  const isWaiting = state.status === "done" && askedWhen === seen;
  const isBusy = pending || isWaiting || scopes.some(({ running }) => running !== null);
  const [only, ...others] = scopes;

  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setAskedWhen(null), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isWaiting]);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    setAskedWhen(seen);
    startTransition(() => dispatch(data));
  };

  return (
    <form action={dispatch} onSubmit={send} className="flex flex-wrap items-center gap-2">
      <input
        type="hidden"
        name="scopeId"
        value={only === undefined || others.length > 0 ? "all" : only.scopeId}
      />
      <span role="status" className={state.status === "refused" ? "text-sm text-extra" : "sr-only"}>
        {state.status === "refused" || isWaiting ? state.message : ""}
      </span>
      <SubmitButton variant="plain" pending={isBusy}>
        {isBusy ? "Looking at EC2" : "Look at EC2 now"}
      </SubmitButton>
      <RefreshWhile active={isWaiting} />
    </form>
  );
};
