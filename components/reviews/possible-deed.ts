import type { DeskDeed } from "#components/reviews/desk-keys.ts";

interface RowInHand {
  /** This person decides about it. */
  readonly mine: boolean;
  readonly decided: boolean;
  /** Somebody is there to be asked. */
  readonly owned: boolean;
}

/** Whether a deed does anything with a row. A stray key must not decide over a decision: that is taken back first. */
export function isPossible(deed: DeskDeed, { mine, decided, owned }: RowInHand): boolean {
  switch (deed) {
    case "next":
    case "previous":
    case "help":
      return true;
    case "undo":
      return mine && decided;
    case "ask":
      return mine && !decided && owned;
    case "keep":
    case "keep-until":
    case "revoke":
      return mine && !decided;
  }
}
