"use client";

import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** One source as the form has it: what is typed, not yet judged. */
export interface TypedSource {
  readonly key: string;
  readonly source: string;
  readonly name: string;
  readonly owner: string;
  readonly review: string;
}

interface Props {
  readonly sources: readonly TypedSource[];
  readonly onChange: (sources: readonly TypedSource[]) => void;
}

const MOST = 20;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the address carries; nothing of it when it is no such list. */
export function readStanding(text: string): readonly TypedSource[] {
  try {
    const list: unknown = text === "" ? [] : JSON.parse(text);
    if (!Array.isArray(list)) return [];
    return list.slice(0, MOST).map((each: Readonly<Record<string, unknown>> | null, at) => ({
      key: String(at),
      source: textOf(each?.source),
      name: textOf(each?.name),
      owner: textOf(each?.owner),
      review: textOf(each?.review),
    }));
  } catch {
    return [];
  }
}

const printStanding = (sources: readonly TypedSource[]): string =>
  sources.length === 0
    ? ""
    : JSON.stringify(
        sources.map(({ source, name, owner, review }) => ({
          source: source.trim(),
          name: name.trim(),
          owner: owner.trim() === "" ? null : owner.trim(),
          review,
        })),
      );

/** Where SSH may come from without an end: an office, a VPN. Each has a day on which somebody looks at it again. */
export const StandingSources = ({ sources, onChange }: Props) => {
  const edit = (key: string, part: Partial<TypedSource>) =>
    onChange(sources.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const added = useRef(0);
  const add = () => {
    added.current += 1;
    onChange([...sources, { key: `added ${added.current}`, source: "", name: "", owner: "", review: "" }]);
  };
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-sm font-[560]">Standing SSH sources</legend>
      <input type="hidden" name="standing" value={printStanding(sources)} />
      {sources.map(({ key, source, name, owner, review }, at) => (
        <fieldset
          key={key}
          aria-label={`Standing source ${at + 1}`}
          className="grid items-start gap-3 rounded-lg border border-line p-3 md:grid-cols-[1fr_1fr_1fr_10rem_auto]"
        >
          <TextField
            label="From"
            name=""
            mono
            required
            autoComplete="off"
            placeholder="203.0.113.0/24"
            value={source}
            onChange={(event) => edit(key, { source: event.currentTarget.value })}
          />
          <TextField
            label="What it is"
            name=""
            required
            maxLength={100}
            placeholder="Office Rotterdam"
            value={name}
            onChange={(event) => edit(key, { name: event.currentTarget.value })}
          />
          <TextField
            label="Owner, by e-mail"
            name=""
            type="email"
            placeholder="Nobody named"
            value={owner}
            onChange={(event) => edit(key, { owner: event.currentTarget.value })}
          />
          <TextField
            label="Look again on"
            name=""
            type="date"
            required
            value={review}
            onChange={(event) => edit(key, { review: event.currentTarget.value })}
          />
          <Button
            variant="quiet"
            className="md:mt-6"
            aria-label={`Leave out standing source ${at + 1}`}
            onClick={() => onChange(sources.filter((each) => each.key !== key))}
          >
            Leave out
          </Button>
        </fieldset>
      ))}
      <p className="text-sm text-muted">
        Kept open without an end: an office, a VPN, a prefix list. People's own addresses are asked for under
        SSH access, with an end.
      </p>
      {sources.length < MOST ? (
        <div>
          <Button onClick={add}>Add a source</Button>
        </div>
      ) : null}
    </fieldset>
  );
};
