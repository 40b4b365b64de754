/** One thing the command palette reaches. */
export interface PaletteEntry {
  readonly kind: "ask" | "place" | "action" | "stack" | "group" | "person" | "source" | "change" | "review";
  readonly label: string;
  /** What tells it from others of the same name: an id, a team, an account. */
  readonly detail: string;
  readonly href: string;
}

export const PALETTE_KIND_WORDS: Readonly<Record<PaletteEntry["kind"], string>> = {
  ask: "Ask",
  place: "Go to",
  action: "Do",
  stack: "Stack",
  group: "Group",
  person: "Person",
  source: "Source",
  change: "Change",
  review: "Review",
};

/** Every word of the query occurs somewhere in the entry. */
export const paletteMatch = (entry: PaletteEntry, query: string): boolean => {
  const text = `${PALETTE_KIND_WORDS[entry.kind]} ${entry.label} ${entry.detail}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
