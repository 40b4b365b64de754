"use client";

import clsx from "clsx";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { LEVELS, type Level } from "#lib/core/graph/clusters.ts";
import { GRAPH_ONLY, type GraphQuery, typedService } from "#lib/core/graph/graph-query.ts";
import type { ChangeQuery } from "./use-graph-query.ts";

interface Props {
  readonly query: GraphQuery;
  readonly level: Level;
  readonly persons: readonly string[];
  readonly onChange: ChangeQuery;
  readonly search: ReactNode;
  readonly scopes: readonly { readonly key: string; readonly label: string }[];
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  account: "By account",
  region: "By Region",
  vpc: "By VPC",
  stack: "By stack",
  tier: "By tier",
  group: "Every group",
};

const ONLY_WORDS: Readonly<Record<(typeof GRAPH_ONLY)[number], string>> = {
  drift: "Only out of line",
  exposed: "Only open to the Internet",
  unknown: "Only unknown",
  unused: "Only carried by nothing",
};

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onChoice: (value: string) => void;
}

const Choice = ({ label, value, choices, onChoice }: ChoiceProps) => (
  <select
    aria-label={label}
    value={value}
    onChange={(event) => onChoice(event.target.value)}
    className={controlClass("md:w-auto")}
  >
    {choices.map(([key, words]) => (
      <option key={key} value={key}>
        {foreignString(words)}
      </option>
    ))}
  </select>
);

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onTick: (checked: boolean) => void;
}

const Tick = ({ label, checked, onTick }: TickProps) => (
  <label className="inline-flex min-h-9 items-center gap-2 whitespace-nowrap max-md:col-span-2 max-md:min-h-11">
    <input
      type="checkbox"
      checked={checked}
      onChange={(event) => onTick(event.target.checked)}
      className="size-4 accent-accent max-md:size-5"
    />
    {label}
  </label>
);

/** How many filters leave something out, or let something more in. */
const activeFilters = ({ only, port, person, hideInternal, showOutward }: GraphQuery): number =>
  [only !== null, port !== "", person !== "", hideInternal, showOutward].filter(Boolean).length;

/** What is shown, and how it is gathered. On a phone the picture comes first: the filters unfold. */
export const GraphToolbar = ({ query, level, persons, onChange, search, scopes }: Props) => {
  const isNoPort = query.port !== "" && typedService(query.port) === null;
  const filters = useId();
  const [isUnfolded, setUnfolded] = useState(false);
  const active = activeFilters(query);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-3 max-md:px-4">
      {search}
      <Button
        aria-expanded={isUnfolded}
        aria-controls={filters}
        onClick={() => setUnfolded(!isUnfolded)}
        className="md:hidden"
      >
        {active === 0 ? "Filters" : `Filters, ${active} on`}
      </Button>
      <div
        id={filters}
        className={clsx(
          "contents",
          isUnfolded ? "max-md:grid max-md:w-full max-md:grid-cols-2 max-md:gap-2" : "max-md:hidden",
        )}
      >
        {scopes.length < 2 ? null : (
          <Choice
            label="Account and Region"
            value={query.scope}
            choices={[["", "Every account"], ...scopes.map(({ key, label }) => [key, label] as const)]}
            onChoice={(scope) => onChange({ scope, camera: "", focus: "" })}
          />
        )}
        <Choice
          label="Gathered"
          value={level}
          choices={LEVELS.map((each) => [each, LEVEL_WORDS[each]])}
          onChoice={(by) =>
            onChange({ by: LEVELS.find((each) => each === by) ?? null, open: [], camera: "" })
          }
        />
        <Choice
          label="Only"
          value={query.only ?? ""}
          choices={[["", "Everything"], ...GRAPH_ONLY.map((mark) => [mark, ONLY_WORDS[mark]] as const)]}
          onChoice={(only) =>
            onChange({ only: GRAPH_ONLY.find((mark) => mark === only) ?? null, camera: "" })
          }
        />
        <input
          type="text"
          aria-label="Only one port"
          aria-invalid={isNoPort}
          title={isNoPort ? "No port: write 22, 8000-8100 or udp/53" : undefined}
          placeholder="Port"
          defaultValue={query.port}
          key={query.port}
          onBlur={(event) => {
            if (event.target.value !== query.port) onChange({ port: event.target.value.trim(), camera: "" });
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") onChange({ port: event.currentTarget.value.trim(), camera: "" });
          }}
          className={controlClass("font-mono md:w-24")}
        />
        {persons.length === 0 ? null : (
          <Choice
            label="Only one person's sources"
            value={query.person}
            choices={[["", "Anybody's sources"], ...persons.map((name) => [name, name] as const)]}
            onChoice={(person) => onChange({ person, camera: "" })}
          />
        )}
        <Tick
          label="Hide edges within stacks"
          checked={query.hideInternal}
          onTick={(hideInternal) => onChange({ hideInternal })}
        />
        <Tick
          label="Show ways out"
          checked={query.showOutward}
          onTick={(showOutward) => onChange({ showOutward })}
        />
        {active > 0 ? (
          <Button
            variant="quiet"
            onClick={() =>
              onChange({
                only: null,
                port: "",
                person: "",
                hideInternal: false,
                showOutward: false,
                camera: "",
              })
            }
          >
            Show all
          </Button>
        ) : null}
      </div>
    </div>
  );
};
