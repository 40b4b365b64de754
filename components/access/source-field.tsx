"use client";

import { useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly name: string;
  /** The address to start with; empty where none can be offered. */
  readonly offered: string;
  /** Why that one, or why none. */
  readonly hint: string;
  /** The person's own named sources. */
  readonly sources: readonly { readonly name: string; readonly value: string }[];
}

/** From where: the address the request came from, one of my named sources, or anything typed. */
export const SourceField = ({ name, offered, hint, sources }: Props) => {
  const [value, setValue] = useState(offered);
  return (
    <div className="grid gap-2">
      <TextField
        label="From"
        name={name}
        mono
        required
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        hint={hint}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      {sources.length === 0 ? null : (
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">My sources</legend>
          {sources.map((source) => (
            <button
              key={`${source.name} ${source.value}`}
              type="button"
              onClick={() => setValue(source.value)}
              className={buttonClass("plain", "small")}
            >
              {foreignString(source.name)}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
};
