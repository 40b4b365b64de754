"use client";

import clsx from "clsx";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** The browser's own modal dialog: focus stays inside, Escape closes, the page behind is inert. */
export const Dialog = ({ open, onClose, title, children, wide = false }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      className={clsx(
        // It may stand in a cell of a table, whose words it would follow to the right.
        "text-left",
        "m-auto max-h-[85dvh] w-[calc(100vw-2rem)] overflow-y-auto rounded-xl border border-line bg-panel p-0 text-ink shadow-raised",
        "max-md:mb-0 max-md:w-full max-md:max-w-full max-md:rounded-b-none",
        wide ? "max-w-3xl" : "max-w-lg",
      )}
    >
      <header className="sticky top-0 z-10 flex items-start justify-between gap-4 border-b border-line bg-panel px-5 py-3.5">
        <h2 id={heading} className="text-base font-semibold">
          {title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
          className="-my-1 -mr-2 grid size-8 place-items-center rounded-md text-muted hover:bg-sunk hover:text-ink"
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="stroke-current">
            <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
        </button>
      </header>
      <div className="px-5 py-4">{open ? children : null}</div>
    </dialog>
  );
};
