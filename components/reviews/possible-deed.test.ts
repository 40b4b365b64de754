import { describe, expect, it } from "vitest";
import { DESK_KEYS, type DeskDeed } from "./desk-keys.ts";
import { isPossible } from "./possible-deed.ts";

const open = { mine: true, decided: false, owned: true };
const possible = (row: typeof open): readonly DeskDeed[] =>
  DESK_KEYS.map(({ deed }) => deed).filter((deed) => isPossible(deed, row));

describe("what can be done about a row", () => {
  it("is everything but taking back while it is open, and of what is decided taking back alone", () => {
    expect(possible(open)).toEqual(["next", "previous", "keep", "keep-until", "revoke", "ask", "help"]);
    expect(possible({ ...open, decided: true })).toEqual(["next", "previous", "undo", "help"]);
  });

  it("is not asking where nobody owns it, and nothing but looking where it is somebody else's to decide", () => {
    expect(possible({ ...open, owned: false })).not.toContain("ask");
    for (const decided of [false, true])
      expect(possible({ ...open, mine: false, decided })).toEqual(["next", "previous", "help"]);
  });
});
