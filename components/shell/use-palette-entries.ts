"use client";

import { useEffect, useState } from "react";
import { NAV_ITEMS } from "#components/shell/nav-items.ts";
import { type PaletteEntry, paletteMatch } from "#components/shell/palette-entry.ts";
import { parseQuestion } from "#lib/core/question/parse-question.ts";

const PLACES: readonly PaletteEntry[] = NAV_ITEMS.map((item) => ({
  kind: "place",
  label: item.label,
  detail: "",
  href: item.href,
}));

const isEntry = (value: unknown): value is PaletteEntry =>
  typeof value === "object" &&
  value !== null &&
  "href" in value &&
  typeof value.href === "string" &&
  value.href.startsWith("/");

/** A question about reach is asked as it was typed. */
const questionIn = (query: string): readonly PaletteEntry[] =>
  parseQuestion(query, Date.now()).ok
    ? [{ kind: "ask", label: query.trim(), detail: "", href: `/ask?q=${encodeURIComponent(query.trim())}` }]
    : [];

interface Answer {
  /** What it answers. */
  readonly query: string;
  readonly entries: readonly PaletteEntry[];
}

/** What the palette shows for a query: the places and actions that match, then what the server finds. */
export const usePaletteEntries = (open: boolean, query: string, actions: readonly PaletteEntry[]) => {
  const [answer, setAnswer] = useState<Answer>({ query: "", entries: [] });
  const [state, setState] = useState<"searching" | "ready" | "failed">("ready");

  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    setState("searching");
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/palette?q=${encodeURIComponent(query)}`, { signal: abort.signal });
        const body: unknown = response.ok ? await response.json() : null;
        setState(Array.isArray(body) ? "ready" : "failed");
        setAnswer({ query, entries: Array.isArray(body) ? body.filter(isEntry) : [] });
      } catch {
        if (!abort.signal.aborted) setState("failed");
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [open, query]);

  const fits = (entry: PaletteEntry) => paletteMatch(entry, query.trim());
  const local = [...actions, ...PLACES].filter(fits);
  // While the answer is on its way, Enter must not go where an earlier word led.
  const found = answer.query === query ? answer.entries : answer.entries.filter(fits);
  const entries = query.trim() === "" ? [...local, ...found] : [...found, ...local];
  return { entries: [...questionIn(query), ...entries], state };
};
