"use client";

import clsx from "clsx";
import { Button } from "#components/ui/button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FocusWay } from "#lib/core/graph/focus.ts";
import type { GraphQuery } from "#lib/core/graph/graph-query.ts";
import type { ChangeQuery } from "./use-graph-query.ts";

interface Props {
  readonly label: string;
  readonly query: GraphQuery;
  readonly onChange: ChangeQuery;
}

const WAYS: readonly (readonly [FocusWay, string])[] = [
  ["both", "In and out"],
  ["in", "In"],
  ["out", "Out"],
];

const HOPS: readonly (readonly [number, string])[] = [
  [1, "1 hop"],
  [2, "2 hops"],
  [3, "3 hops"],
  [0, "All the way"],
];

interface SwitchProps<Value> {
  readonly label: string;
  readonly choices: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly onChoice: (value: Value) => void;
}

const Switch = <Value extends string | number>({ label, choices, value, onChoice }: SwitchProps<Value>) => (
  <fieldset aria-label={label} className="flex flex-wrap rounded-lg border border-line bg-sunk p-0.5">
    {choices.map(([choice, words]) => (
      <button
        key={choice}
        type="button"
        aria-pressed={choice === value}
        onClick={() => onChoice(choice)}
        className={clsx(
          "min-h-7 rounded-md px-2.5 text-sm max-md:min-h-10",
          choice === value
            ? "bg-panel font-[560] text-ink ring-1 ring-line-strong"
            : "text-muted hover:text-ink",
        )}
      >
        {words}
      </button>
    ))}
  </fieldset>
);

/** What is in focus, which way and how far. */
export const FocusBar = ({ label, query, onChange }: Props) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-accent-soft px-4.5 py-2 max-md:px-4">
    <p className="min-w-0 truncate">
      Focus on{" "}
      <span className="font-[560]">
        <ForeignText text={label} limit={50} />
      </span>
    </p>
    <Switch label="Way" choices={WAYS} value={query.way} onChoice={(way) => onChange({ way, camera: "" })} />
    <Switch
      label="How far"
      choices={HOPS}
      value={query.hops}
      onChoice={(hops) => onChange({ hops, camera: "" })}
    />
    <Button size="small" onClick={() => onChange({ focus: "", camera: "" })}>
      Leave focus
    </Button>
  </div>
);
