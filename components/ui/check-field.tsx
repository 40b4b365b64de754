"use client";

import { type ReactNode, useId } from "react";

interface Props {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** Something to say yes to. */
export const CheckField = ({ name, label, hint }: Props) => {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        id={id}
        type="checkbox"
        name={name}
        value="yes"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-4.5 shrink-0 accent-(--color-accent)"
      />
      <div>
        <label htmlFor={id} className="font-[560]">
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
};
