"use client";

import type { ComponentProps, ReactNode } from "react";
import { controlClass } from "#components/ui/control-class.ts";
import { Field } from "#components/ui/field.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

type Props = Omit<ComponentProps<"select">, "name" | "id" | "children"> & {
  readonly label: ReactNode;
  readonly name: string;
  readonly options: readonly Option[];
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
};

export const SelectField = ({ label, name, options, hint, error, className, ...rest }: Props) => (
  <Field label={label} name={name} hint={hint} error={error}>
    {(control) => (
      <select className={controlClass(className)} {...rest} {...control}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {foreignString(option.label)}
          </option>
        ))}
      </select>
    )}
  </Field>
);
