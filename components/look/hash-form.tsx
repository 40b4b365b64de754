"use client";

import type { ReactNode } from "react";
import { type LookView, lookHref } from "#components/look/look-view.ts";

interface Props {
  readonly view: LookView;
  /** What the form's fields, by name, change. */
  readonly change: (field: (name: string) => string) => Partial<LookView>;
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A form that is sent nowhere: it writes what it asks behind the `#`. */
export const HashForm = ({ view, change, label, className, children }: Props) => (
  <search>
    <form
      aria-label={label}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const field = (name: string): string => {
          const value = data.get(name);
          return typeof value === "string" ? value.trim() : "";
        };
        location.hash = lookHref(view, change(field));
      }}
    >
      {children}
    </form>
  </search>
);
