"use client";

import { type ReactNode, use, useId } from "react";
import { FormProblems } from "#components/ui/form-problems.ts";

interface Props {
  readonly label: ReactNode;
  readonly name: string;
  readonly hint?: ReactNode;
  readonly defaultChecked?: boolean;
  readonly onChecked?: (isChecked: boolean) => void;
}

/** A choice that is made by ticking it; sends `yes`. */
export const CheckField = ({ label, name, hint, defaultChecked = false, onChecked }: Props) => {
  const id = useId();
  const problems = use(FormProblems);
  const problem = Object.hasOwn(problems, name) ? problems[name] : undefined;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
      <input
        id={id}
        type="checkbox"
        name={name}
        value="yes"
        defaultChecked={defaultChecked}
        onChange={(event) => onChecked?.(event.currentTarget.checked)}
        aria-describedby={hint === undefined && problem === undefined ? undefined : `${id}-hint`}
        className="mt-0.75 size-4 accent-accent max-md:size-5"
      />
      <label htmlFor={id}>{label}</label>
      {hint === undefined && problem === undefined ? null : (
        <p
          id={`${id}-hint`}
          className={`col-start-2 text-sm ${problem === undefined ? "text-muted" : "text-extra"}`}
        >
          {problem ?? hint}
        </p>
      )}
    </div>
  );
};
