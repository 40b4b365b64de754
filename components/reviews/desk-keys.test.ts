import { describe, expect, it } from "vitest";
import { DESK_KEYS, deedOf } from "./desk-keys.ts";

const pressed = (key: string, more: Partial<Parameters<typeof deedOf>[0]> = {}) =>
  deedOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

describe("keys of a review", () => {
  it("do what their help says, and nothing with a key that belongs to the browser", () => {
    for (const { keys, deed } of DESK_KEYS) for (const key of keys) expect(pressed(key)).toBe(deed);
    expect(pressed("x")).toBeNull();
    for (const held of ["ctrlKey", "metaKey", "altKey"]) expect(pressed("r", { [held]: true })).toBeNull();
  });

  it("only move on while they are held: a decision takes a press of its own", () => {
    const repeated = DESK_KEYS.flatMap(({ keys }) => keys.map((key) => pressed(key, { repeat: true })));
    expect(new Set(repeated)).toEqual(new Set(["next", "previous", null]));
    expect(pressed("j", { repeat: true })).toBe("next");
    expect(pressed("k", { repeat: true })).toBeNull();
  });
});
