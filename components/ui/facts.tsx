import type { ReactNode } from "react";

/** Pairs of a word and its value, for details beside a list. */
export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className="grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
    {facts.map((fact) => (
      <div key={fact.label} className="contents">
        <dt className="text-sm leading-6 text-muted">{fact.label}</dt>
        <dd className="min-w-0 break-words">{fact.value}</dd>
      </div>
    ))}
  </dl>
);
