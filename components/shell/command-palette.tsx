"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { PALETTE_KIND_WORDS, type PaletteEntry } from "#components/shell/palette-entry.ts";
import { usePaletteEntries } from "#components/shell/use-palette-entries.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  /** Actions of this person that are there without asking the server. */
  readonly actions: readonly PaletteEntry[];
}

const EMPTY_WORDS = {
  searching: "Searching…",
  ready: "Nothing by that name.",
  failed: "The search did not answer. Try again in a moment.",
} as const;

/** A click beside it closes it too, in browsers that know the attribute; Escape does in all of them. */
const CLOSED_BY_ANYTHING = { closedby: "any" } as const;

/** Ctrl-K: every place, stack, group, person and action, by keyboard. */
export const CommandPalette = ({ actions }: Props) => {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const { entries, state } = usePaletteEntries(open, query, actions);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen(true);
    };
    const onAsk = () => setOpen(true);
    document.addEventListener("keydown", onKey);
    document.addEventListener("sallyport:palette", onAsk);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("sallyport:palette", onAsk);
    };
  }, []);

  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    if (!open) dialog.current?.close();
  }, [open]);

  const close = () => {
    setOpen(false);
    setQuery("");
    setActive(0);
  };

  const go = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    close();
    router.push(entry.href);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = entries.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
    };
    if (event.key === "Enter") go(entries[active]);
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
  };

  return (
    <dialog
      ref={dialog}
      aria-label="Search or do"
      onClose={close}
      {...CLOSED_BY_ANYTHING}
      className="mx-auto mt-[12vh] mb-auto w-[calc(100vw-1.5rem)] max-w-xl rounded-xl border border-line bg-panel p-0 text-ink shadow-raised"
    >
      {open ? (
        <>
          <input
            autoFocus
            type="text"
            role="combobox"
            aria-label="Search stacks, groups, people and actions"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={entries.length > 0 ? `${listId}-${active}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder="Search stacks, groups, people, or do something…"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
            className="w-full border-b border-line bg-transparent px-4.5 py-3.5 text-[16px] -outline-offset-2 placeholder:text-muted"
          />
          <div id={listId} role="listbox" aria-label="Results" className="max-h-[50vh] overflow-y-auto p-1.5">
            {entries.map((entry, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys of its options
              <div
                key={`${entry.kind} ${entry.label} ${entry.href}`}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onClick={() => go(entry)}
                onPointerMove={() => setActive(index)}
                className={clsx(
                  "flex min-h-9 items-center gap-3 rounded-lg px-3 max-md:min-h-11",
                  index === active && "bg-accent-soft",
                )}
              >
                <span className="w-14 shrink-0 text-xs text-muted">{PALETTE_KIND_WORDS[entry.kind]}</span>
                <span className="min-w-0 flex-1 truncate font-[560]">
                  <ForeignText text={entry.label} limit={60} />
                </span>
                <span className="truncate text-sm text-muted">
                  <ForeignText text={entry.detail} limit={40} />
                </span>
              </div>
            ))}
          </div>
          <p
            role="status"
            className={clsx("px-4.5 text-sm text-muted", entries.length === 0 ? "pb-5" : "sr-only")}
          >
            {entries.length > 0 ? `${entries.length} results` : EMPTY_WORDS[state]}
          </p>
        </>
      ) : null}
    </dialog>
  );
};
