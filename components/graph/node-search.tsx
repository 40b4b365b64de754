"use client";

import clsx from "clsx";
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from "react";
import { controlClass } from "#components/ui/control-class.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import { searchNodes } from "#lib/core/graph/search-nodes.ts";

interface Props {
  readonly graph: AccountGraph;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onFound: (id: string) => void;
  /** Back to the picture. */
  readonly onLeave: () => void;
}

const MOST = 8;

/** Find a group, stack, source or network by name or id, and jump to it. */
export const NodeSearch = ({ graph, field, onFound, onLeave }: Props) => {
  const listId = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const found = useMemo(() => searchNodes(graph, text, MOST), [graph, text]);
  const isOpen = text.trim() !== "";

  const go = (id: string | undefined) => {
    if (id === undefined) return;
    setText("");
    setActive(0);
    onFound(id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active >= found.length - 1 ? 0 : active + 1,
      ArrowUp: active <= 0 ? found.length - 1 : active - 1,
    };
    const next = moves[event.key];
    if (event.key === "Enter") go(found[active]?.id);
    else if (event.key === "Escape") {
      event.stopPropagation();
      setText("");
      onLeave();
    } else if (next !== undefined) setActive(next);
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative min-w-0 flex-1 basis-56">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label="Find in the graph"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen && found.length > 0 ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Find a group, stack, source… (/)"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className={controlClass()}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Found"
        hidden={!isOpen}
        className="absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-lg border border-line bg-panel p-1 shadow-raised"
      >
        {found.map(({ id, label, detail }, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys of its options
          <div
            key={id}
            id={`${listId}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            onClick={() => go(id)}
            onPointerMove={() => setActive(place)}
            className={clsx(
              "flex min-h-9 items-center justify-between gap-3 rounded-md px-2.5 max-md:min-h-11",
              place === active && "bg-accent-soft",
            )}
          >
            <span className="truncate font-[560]">
              <ForeignText text={label} limit={50} />
            </span>
            <span className="shrink-0 truncate text-sm text-muted">
              <ForeignText text={detail} limit={30} />
            </span>
          </div>
        ))}
      </div>
      <p role="status" className="sr-only">
        {isOpen ? `${found.length} found` : ""}
      </p>
    </div>
  );
};
