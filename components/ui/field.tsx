"use client";

import { type ReactNode, use, useId } from "react";
import { FormProblems } from "#components/ui/form-problems.ts";

export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface Props {
  readonly label: ReactNode;
  readonly name: string;
  readonly hint?: ReactNode;
  /** Overrides what the form around it says about this field. */
  readonly error?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, its control, a hint and what is wrong with it, tied together for everybody. */
export const Field = ({ label, name, hint, error, children }: Props) => {
  const id = useId();
  const problems = use(FormProblems);
  const problem = error ?? (Object.hasOwn(problems, name) ? problems[name] : undefined);
  const described = [hint === undefined ? "" : `${id}-hint`, problem === undefined ? "" : `${id}-error`]
    .filter((part) => part !== "")
    .join(" ");
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-[560]">
        {label}
      </label>
      {children({
        id,
        name,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": problem === undefined ? undefined : true,
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {problem === undefined ? null : (
        <p id={`${id}-error`} className="text-sm font-[560] text-extra">
          {problem}
        </p>
      )}
    </div>
  );
};
