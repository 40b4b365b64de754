"use client";

import type { ComponentProps, ReactNode } from "react";
import { controlClass } from "#components/ui/control-class.ts";
import { Field } from "#components/ui/field.tsx";

type Props = Omit<ComponentProps<"input">, "name" | "id"> & {
  readonly label: ReactNode;
  readonly name: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** For CIDRs, ids and ports. */
  readonly mono?: boolean;
};

export const TextField = ({ label, name, hint, error, mono = false, className, ...rest }: Props) => (
  <Field label={label} name={name} hint={hint} error={error}>
    {(control) => (
      <input
        type="text"
        className={controlClass(mono ? `font-mono ${className ?? ""}` : className)}
        {...rest}
        {...control}
      />
    )}
  </Field>
);
