"use client";

import type { ComponentProps, ReactNode } from "react";
import { controlClass } from "#components/ui/control-class.ts";
import { Field } from "#components/ui/field.tsx";

type Props = Omit<ComponentProps<"textarea">, "name" | "id"> & {
  readonly label: ReactNode;
  readonly name: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** For YAML and lists of CIDRs. */
  readonly mono?: boolean;
};

export const TextAreaField = ({ label, name, hint, error, mono = false, className, ...rest }: Props) => (
  <Field label={label} name={name} hint={hint} error={error}>
    {(control) => (
      <textarea
        rows={3}
        className={controlClass(`py-1.5 ${mono ? "font-mono" : ""} ${className ?? ""}`)}
        {...rest}
        {...control}
      />
    )}
  </Field>
);
