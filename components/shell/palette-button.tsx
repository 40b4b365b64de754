"use client";

import clsx from "clsx";

/** Opens the command palette, for those who would rather press than type Ctrl-K. */
export const PaletteButton = ({ compact = false }: { readonly compact?: boolean }) => (
  <button
    type="button"
    aria-haspopup="dialog"
    aria-label={compact ? "Search or do" : undefined}
    onClick={() => document.dispatchEvent(new CustomEvent("sallyport:palette"))}
    className={clsx(
      "flex items-center gap-2 rounded-lg text-muted hover:text-ink",
      compact
        ? "size-11 justify-center"
        : "min-h-8.5 w-full border border-line-strong bg-panel px-2.5 text-sm",
    )}
  >
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="none" className="stroke-current">
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
