import { z } from "zod";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { moveRow } from "./move-row.ts";

const ofRow = { reviewId: z.uuid(), rowId: z.uuid() } as const;

export const reviewNote = plainText(1_000).default("");

interface OfRow {
  readonly reviewId: string;
  readonly rowId: string;
  readonly note: string;
}

export type DecideRow = OfRow &
  ({ readonly decision: "keep"; readonly until: Date } | { readonly decision: "revoke" });

/** Keeps something until a day, or marks it as to be taken away. Nothing changes on EC2 by it. */
export function decideRow(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: DecideRow,
): Promise<Result<{ readonly ordinal: number }, Refusal>> {
  const { rowId, note } = input;
  const decision =
    input.decision === "keep"
      ? ({ kind: "keep", until: input.until } as const)
      : ({ kind: "revoke" } as const);
  return moveRow(deps, actor, input, {
    action: "review.decided",
    event: (person, at) => ({ kind: "decide", rowId, person, decision, note, at }),
    details: {
      decision: decision.kind,
      ...(decision.kind === "keep" ? { until: decision.until.toISOString() } : {}),
      note,
    },
  });
}

export const undoRowInput = z.strictObject(ofRow);

/** Takes a decision back, until the review is closed. */
export const undoRow = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof undoRowInput>,
): Promise<Result<{ readonly ordinal: number }, Refusal>> =>
  moveRow(deps, actor, input, {
    action: "review.undone",
    event: (person) => ({ kind: "undo", rowId: input.rowId, person }),
    details: {},
  });
