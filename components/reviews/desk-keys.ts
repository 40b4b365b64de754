/** The keys of a review. They work while the list or what belongs to it has the focus, and nowhere else. */
export type DeskDeed = "next" | "previous" | "keep" | "keep-until" | "revoke" | "ask" | "undo" | "help";

export const DESK_KEYS: readonly {
  readonly keys: readonly string[];
  readonly deed: DeskDeed;
  readonly words: string;
}[] = [
  { keys: ["j", "ArrowDown"], deed: "next", words: "Next row" },
  { keys: ["ArrowUp"], deed: "previous", words: "Row before" },
  { keys: ["k"], deed: "keep", words: "Keep until the suggested day" },
  { keys: ["K"], deed: "keep-until", words: "Keep until another day, or with a note" },
  { keys: ["r"], deed: "revoke", words: "Revoke" },
  { keys: ["a"], deed: "ask", words: "Ask the owner" },
  { keys: ["u"], deed: "undo", words: "Take the decision back" },
  { keys: ["?"], deed: "help", words: "This help" },
];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** It is held, and this is not its first event. */
  readonly repeat: boolean;
}

/** What a key asks for. A key that is held goes on moving, and does nothing else a second time. */
export function deedOf({ key, ctrlKey, metaKey, altKey, repeat }: Pressed): DeskDeed | null {
  if (ctrlKey || metaKey || altKey) return null;
  const deed = DESK_KEYS.find(({ keys }) => keys.includes(key))?.deed ?? null;
  return repeat && deed !== "next" && deed !== "previous" ? null : deed;
}

/** How a key is written on its cap. */
export const keyCap = (key: string): string =>
  key === "ArrowDown" ? "↓" : key === "ArrowUp" ? "↑" : key === "K" ? "Shift k" : key;
