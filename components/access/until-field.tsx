"use client";

import { useState } from "react";
import { endAfter, lengthsWithin, localInputValue } from "#components/access/until-choices.ts";
import { buttonClass } from "#components/ui/button-class.ts";
import { TextField } from "#components/ui/text-field.tsx";
import { ZoneWithoutScripts } from "#components/ui/zone-without-scripts.tsx";

interface Props {
  /** The form field that carries the moment as ISO 8601 UTC. */
  readonly name: string;
  readonly label: string;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  /** What the length is counted from; now when absent. ISO 8601 UTC. */
  readonly from?: string;
}

const isoOf = (local: string): string => {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
};

/** Until when, in the zone of whoever asks: a usual length with one press, or an exact time. */
export const UntilField = ({ name, label, minSeconds, maxSeconds, from }: Props) => {
  const [local, setLocal] = useState("");
  const lengths = lengthsWithin(minSeconds, maxSeconds);
  const choose = (seconds: number) => {
    const start = from === undefined ? Date.now() : Math.max(Date.now(), Date.parse(from));
    setLocal(localInputValue(endAfter(start, seconds, minSeconds)));
  };
  return (
    <div className="grid gap-2">
      <TextField
        label={label}
        name={name}
        type="datetime-local"
        step={1}
        required
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <input type="hidden" name={`${name}Iso`} value={isoOf(local)} />
      <ZoneWithoutScripts name={name} />
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Usual lengths</legend>
        {lengths.map(([seconds, words]) => (
          <button
            key={seconds}
            type="button"
            onClick={() => choose(seconds)}
            className={buttonClass("plain", "small")}
          >
            {words}
          </button>
        ))}
      </fieldset>
    </div>
  );
};
