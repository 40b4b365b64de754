import type { ReactNode } from "react";

/** Pairs of a word and its value, for details beside a list. */
export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
    {facts.map((fact) => (
      <div key={fact.label} className="contents">
        <dt className="min-w-26 text-sm leading-6 wrap-anywhere text-muted">{fact.label}</dt>
        <dd className="min-w-0 wrap-anywhere">{fact.value}</dd>
      </div>
    ))}
  </dl>
);
