"use client";

import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  readonly legend: string;
  /** The words for "all of them". */
  readonly all: string;
  /** The field that carries what was chosen, with commas between; left out for all. */
  readonly name: string;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly note: string }[];
  /** Null: all. */
  readonly chosen: readonly string[] | null;
  readonly onChoose: (ids: readonly string[] | null) => void;
}

/** All of them, or some, each ticked. */
export const ChoiceList = ({ legend, all, name, choices, chosen, onChoose }: Props) => (
  <fieldset className="grid min-w-0 gap-1.5">
    <legend className="mb-1 text-sm font-[560]">{legend}</legend>
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        className="size-4 accent-accent max-md:size-5"
        checked={chosen === null}
        onChange={(event) => onChoose(event.currentTarget.checked ? null : [])}
      />
      {all}
    </label>
    {chosen === null ? null : (
      <>
        <input type="hidden" name={name} value={chosen.join(",")} />
        <ul className="max-h-64 divide-y divide-line overflow-y-auto rounded-lg border border-line">
          {choices.map(({ id, label, note }) => (
            <li key={id}>
              <label className="flex min-h-9 items-center gap-2 px-3 py-1 max-md:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-accent max-md:size-5"
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    onChoose(
                      event.currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id),
                    )
                  }
                />
                <span className="min-w-0 flex-1 truncate">
                  <ForeignText text={label} limit={60} />
                </span>
                <span className="text-sm text-muted">
                  <ForeignText text={note} limit={40} />
                </span>
              </label>
            </li>
          ))}
        </ul>
      </>
    )}
  </fieldset>
);
