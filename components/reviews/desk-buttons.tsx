"use client";

import { DecisionMark } from "#components/reviews/decision-mark.tsx";
import type { DeskDeed } from "#components/reviews/desk-keys.ts";
import type { ShownRow } from "#components/reviews/shown-review.ts";
import { Button } from "#components/ui/button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

interface Props {
  readonly row: ShownRow;
  readonly open: boolean;
  /** This person decides about it. */
  readonly mine: boolean;
  readonly onDeed: (deed: DeskDeed) => void;
}

const Key = ({ children }: { readonly children: string }) => (
  <span
    aria-hidden="true"
    className="rounded border border-current/35 px-1 text-xs leading-4.5 max-md:hidden"
  >
    {children}
  </span>
);

const Decided = ({ row }: Pick<Props, "row">) =>
  row.decided === null ? null : (
    <div className="grid gap-0.5">
      <DecisionMark row={row} />
      <p className="text-sm text-muted">
        by <ForeignText text={row.decided.by} />, <RelativeTime at={row.decided.at} />
      </p>
      {row.decided.note === "" ? null : (
        <p>
          “<ForeignText text={row.decided.note} limit={600} />”
        </p>
      )}
    </div>
  );

/** What can be done about the row in hand. On a phone it stays at the bottom of the screen. */
export const DeskButtons = ({ row, open, mine, onDeed }: Props) => (
  <div className="grid gap-3 border-line md:border-t md:pt-3.5">
    <Decided row={row} />
    {mine ? (
      <div className="flex flex-wrap items-center gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] max-md:z-20 max-md:grid max-md:grid-cols-3 max-md:border-t max-md:border-line max-md:bg-panel max-md:p-3 max-md:shadow-raised">
        {row.decided === null ? (
          <>
            <Button variant="primary" aria-keyshortcuts="k" onClick={() => onDeed("keep")}>
              <span>
                Keep<span className="max-lg:sr-only"> until {row.suggestedUntil}</span>
              </span>
              <Key>k</Key>
            </Button>
            <Button variant="danger" aria-keyshortcuts="r" onClick={() => onDeed("revoke")}>
              Revoke <Key>r</Key>
            </Button>
            {row.evidence.owner === null ? null : (
              <Button aria-keyshortcuts="a" aria-haspopup="dialog" onClick={() => onDeed("ask")}>
                <span>
                  Ask<span className="max-md:sr-only"> the owner</span>…
                </span>
                <Key>a</Key>
              </Button>
            )}
            <Button
              variant="quiet"
              aria-haspopup="dialog"
              onClick={() => onDeed("keep-until")}
              className="max-md:col-span-3"
            >
              Another day or a note…
            </Button>
          </>
        ) : (
          <>
            <Button aria-keyshortcuts="u" onClick={() => onDeed("undo")} className="max-md:col-span-2">
              Take it back <Key>u</Key>
            </Button>
            <Button variant="quiet" onClick={() => onDeed("next")}>
              Next
            </Button>
          </>
        )}
      </div>
    ) : row.whyNot === null || !open ? null : (
      <p className="text-sm text-muted">{row.whyNot}</p>
    )}
    {open ? (
      <button
        type="button"
        onClick={() => onDeed("help")}
        className="justify-self-start rounded-sm text-sm text-muted underline decoration-line-strong underline-offset-3 max-md:hidden"
      >
        Keys <Key>?</Key>
      </button>
    ) : null}
  </div>
);
