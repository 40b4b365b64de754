"use client";

import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { DeskButtons } from "#components/reviews/desk-buttons.tsx";
import { DeskDialogs, type OpenDialog } from "#components/reviews/desk-dialogs.tsx";
import { type DeskDeed, deedOf } from "#components/reviews/desk-keys.ts";
import { DeskList } from "#components/reviews/desk-list.tsx";
import { isPossible } from "#components/reviews/possible-deed.ts";
import { RowEvidence } from "#components/reviews/row-evidence.tsx";
import type { ShownRow } from "#components/reviews/shown-review.ts";
import { useRowDeeds } from "#components/reviews/use-row-deeds.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import type { FormAction } from "#components/ui/form-state.ts";
import { Notice } from "#components/ui/notice.tsx";

interface Props {
  readonly reviewId: string;
  readonly open: boolean;
  readonly rows: readonly ShownRow[];
  readonly decide: FormAction;
  readonly undo: FormAction;
  readonly ask: FormAction;
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, dialog") !== null;

/** The desk of a review: its rows, the evidence of the one in hand, and a key for each deed. */
export const ReviewDesk = ({ reviewId, open, rows: given, decide, undo, ask }: Props) => {
  const listId = useId();
  const deeds = useRowDeeds(reviewId, given, { decide, undo });
  const { rows } = deeds;
  const parameters = useSearchParams();
  // Kept here as well as in the address, which follows a moment later: the next key is about the next row at once.
  const [chosen, choose] = useState(() => Number(parameters.get("row")));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const at = Math.max(
    0,
    rows.findIndex(({ ordinal }) => ordinal === chosen),
  );
  const row = rows[at];

  const select = (next: ShownRow | undefined) => {
    if (next === undefined) return;
    choose(next.ordinal);
    const query = new URLSearchParams(parameters);
    query.set("row", String(next.ordinal));
    window.history.replaceState(null, "", `?${query}`);
  };

  useEffect(() => {
    if (open) document.getElementById(listId)?.focus({ preventScroll: true });
  }, [open, listId]);

  if (row === undefined) return null;

  /** Stays where nothing is open any more: what was decided here can be taken back here. */
  const goOn = () => {
    const after = [...rows.slice(at + 1), ...rows.slice(0, at)];
    select(after.find(({ decided }) => decided === null));
  };
  const isMine = open && row.whyNot === null;

  const run = (deed: DeskDeed) => {
    const inHand = { mine: isMine, decided: row.decided !== null, owned: row.evidence.owner !== null };
    if (!isPossible(deed, inHand)) return;
    if (deed === "next") select(rows[at + 1]);
    else if (deed === "previous") select(rows[at - 1]);
    else if (deed === "keep") {
      deeds.keep(row);
      goOn();
    } else if (deed === "revoke") {
      deeds.revoke(row);
      goOn();
    } else if (deed === "undo") deeds.undo(row);
    else setDialog(deed);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event.target)) return;
    // Held down on a button, Enter would press it again and again, each time about the next row.
    if (event.repeat && event.key === "Enter") event.preventDefault();
    const deed = deedOf(event);
    if (deed === null) return;
    event.preventDefault();
    run(deed);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: every key has a button or an option inside that does the same
    <div
      onKeyDown={onKeyDown}
      className="grid items-start gap-4 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
    >
      <DeskList id={listId} rows={rows} selected={row} onSelect={select} />
      <section
        aria-label="Evidence"
        className="grid min-w-0 gap-4 rounded-card border border-line bg-panel px-4.5 py-4 max-md:order-first max-md:px-4 md:sticky md:top-4"
      >
        <RowEvidence row={row} />
        {deeds.said.status === "refused" ? (
          <Notice tone="problem" live>
            {foreignString(deeds.said.message)}
          </Notice>
        ) : null}
        <DeskButtons row={row} open={open} mine={isMine} onDeed={run} />
      </section>
      <p role="status" className="sr-only">
        {deeds.said.status === "done" ? deeds.said.message : ""}
      </p>
      <DeskDialogs
        open={dialog}
        onClose={() => setDialog(null)}
        reviewId={reviewId}
        row={row}
        decide={decide}
        ask={ask}
      />
    </div>
  );
};
