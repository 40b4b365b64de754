"use client";

import clsx from "clsx";
import { useSyncExternalStore } from "react";

const NEVER_CHANGES = () => () => {};

/** Whether this page listens to keys yet: not while it is only the server's HTML. */
const useListening = (): boolean =>
  useSyncExternalStore(
    NEVER_CHANGES,
    () => true,
    () => false,
  );

/** Opens the command palette, for those who would rather press than type Ctrl-K. It names the keys once they work. */
export const PaletteButton = ({ compact = false }: { readonly compact?: boolean }) => {
  const listening = useListening();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts={listening ? "Control+K Meta+K" : undefined}
      aria-label={compact ? "Search or do" : undefined}
      onClick={() => document.dispatchEvent(new CustomEvent("sallyport:palette"))}
      className={clsx(
        "flex items-center gap-2 rounded-lg text-muted hover:text-ink",
        compact
          ? "size-11 justify-center"
          : "min-h-8.5 w-full border border-line-strong bg-panel px-2.5 text-sm",
      )}
    >
      <svg
        viewBox="0 0 16 16"
        width="14"
        height="14"
        aria-hidden="true"
        fill="none"
        className="stroke-current"
      >
        <path
          d="M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.4 10.4l3.1 3.1"
          strokeWidth="1.6"
          strokeLinecap="round"
        />
      </svg>
      {compact ? null : (
        <>
          <span className="flex-1 text-start">Search or do</span>
          <kbd className="rounded-md border border-line px-1.5 text-xs">Ctrl K</kbd>
        </>
      )}
    </button>
  );
};
