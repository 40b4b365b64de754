"use client";

import { useOptimistic, useRef, useState, useTransition } from "react";
import type { ShownDecision, ShownRow } from "#components/reviews/shown-review.ts";
import { type FormAction, type FormState, IDLE } from "#components/ui/form-state.ts";
import { withNewKey } from "#components/ui/use-once-key.ts";

export interface RowDeeds {
  readonly decide: FormAction;
  readonly undo: FormAction;
}

interface Expected {
  readonly rowId: string;
  readonly decided: ShownDecision | null;
}

const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return withNewKey(data);
};

/**
 * Deciding with one press: a row shows its decision at once, and again what it was where that is refused. Deeds reach
 * the server in the order of the keys: Next sends actions one after the other, but no longer where the address changes
 * between two (it then starts the next one at once), and choosing a row changes it.
 */
export const useRowDeeds = (reviewId: string, given: readonly ShownRow[], { decide, undo }: RowDeeds) => {
  const [said, setSaid] = useState<FormState>(IDLE);
  const [pending, startTransition] = useTransition();
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const [rows, expect] = useOptimistic(given, (current, { rowId, decided }: Expected) =>
    current.map((row) => (row.id === rowId ? { ...row, decided } : row)),
  );
  const send = (action: FormAction, fields: Readonly<Record<string, string>>, expected: Expected) =>
    startTransition(async () => {
      expect(expected);
      const inTurn = before.current.then(() =>
        action(IDLE, formOf({ reviewId, rowId: expected.rowId, ...fields })),
      );
      before.current = inTurn.catch(() => undefined);
      setSaid(await inTurn);
    });
  const now = () => ({ by: "you", at: new Date().toISOString(), note: "" });
  return {
    rows,
    said,
    pending,
    keep: (row: ShownRow) =>
      send(
        decide,
        {
          decision: "keep",
          until: row.suggestedUntil,
          ...(row.evidence.ends === null ? {} : { latest: row.evidence.ends }),
        },
        { rowId: row.id, decided: { kind: "keep", until: row.suggestedUntil, ...now() } },
      ),
    revoke: (row: ShownRow) =>
      send(
        decide,
        { decision: "revoke" },
        { rowId: row.id, decided: { kind: "revoke", until: null, ...now() } },
      ),
    undo: (row: ShownRow) => send(undo, {}, { rowId: row.id, decided: null }),
  };
};
