"use client";

import clsx from "clsx";
import Form from "next/form";
import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useCompletions } from "#components/ask/use-completions.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  /** The page that answers. */
  readonly action: "/ask" | "/graph";
  readonly value: string;
}

/** On the graph everything else stays as it is, but for what the answer decides anew. */
const ANSWERED_ANEW = ["ask", "camera", "pair", "focus"];

const PLACEHOLDER = "can 198.51.100.7 reach db:3306";

/** The question in a line, completed as one types. Enter asks; the arrow keys choose what to go on with. */
export const AskLine = ({ action, value }: Props) => {
  const parameters = useSearchParams();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = useCompletions(open, text);
  const isShown = open && found.length > 0;

  const take = (chosen: string | undefined) => {
    if (chosen === undefined) return;
    setText(chosen);
    setActive(-1);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (event.key === "Escape" && isShown) {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    } else if (event.key === "Enter" && isShown && active >= 0) {
      event.preventDefault();
      take(found[active]?.text);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = active + step;
      setActive(next > last ? -1 : next < -1 ? last : next);
    }
  };

  return (
    <Form action={action} role="search" className="flex flex-wrap items-start gap-2">
      {action === "/ask"
        ? null
        : [...parameters].map(([name, each]) =>
            // A question that was asked says its moment itself.
            ANSWERED_ANEW.includes(name) || (name === "at" && value !== "") ? null : (
              <input key={name} type="hidden" name={name} value={each} />
            ),
          )}
      <div className="relative min-w-0 flex-1 basis-48">
        <label className="sr-only" htmlFor={`${id}-line`}>
          Ask who can reach what
        </label>
        <input
          ref={input}
          id={`${id}-line`}
          name={action === "/ask" ? "q" : "ask"}
          type="text"
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={1000}
          placeholder={PLACEHOLDER}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
          className={controlClass("font-mono")}
        />
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="What the question may go on with"
          hidden={!isShown}
          className="absolute inset-x-0 top-full z-20 mt-1 max-h-72 overflow-y-auto rounded-lg border border-line bg-panel p-1 shadow-raised"
        >
          {found.map((each, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys of its options
            <div
              key={each.text}
              id={`${id}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              // The line keeps the focus, so that it does not close before the click arrives.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(each.text)}
              onPointerMove={() => setActive(place)}
              className={clsx(
                "flex min-h-8 items-center gap-3 rounded-md px-2 max-md:min-h-11",
                place === active && "bg-accent-soft",
              )}
            >
              <ForeignText text={each.label} limit={60} className="min-w-0 flex-1 truncate font-mono" />
              <ForeignText text={each.detail} limit={30} className="truncate text-sm text-muted" />
            </div>
          ))}
        </div>
      </div>
      <Button type="submit" variant="primary">
        Ask
      </Button>
    </Form>
  );
};
