import { expect, it } from "vitest";
import { groupOf, ruleOf } from "#lib/core/testing/estate.ts";
import { ruleBiography } from "./rule-biography.ts";

const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
const version = (from: number, until: number | null, rules: readonly string[], rulesKnown = true) => ({
  from: at(from),
  until: until === null ? null : at(until),
  group: groupOf("sg-1", rules, { rulesKnown }),
});
const SSH = "ingress tcp 22:22 10.0.0.0/8";

it("joins versions that both have a rule to one span, and tells apart when it came and went", () => {
  const lives = ruleBiography([
    version(1, 2, []),
    version(2, 3, ["tcp 22 10.0.0.0/8"]),
    version(3, 4, ["tcp 22 10.0.0.0/8", "tcp 80 ::/0"]),
    version(4, 5, ["tcp 80 ::/0"]),
    version(5, null, ["tcp 22 10.0.0.0/8"]),
  ]);
  expect(lives.get(SSH)?.spans).toEqual([
    { from: at(2), until: at(4) },
    { from: at(5), until: null },
  ]);
  expect(lives.get(SSH)?.isOlder).toBe(false);
});

it("knows only a least age of what stood at the first look", () => {
  const lives = ruleBiography([version(1, null, ["tcp 22 10.0.0.0/8"])]);
  expect(lives.get(SSH)).toMatchObject({ isOlder: true, spans: [{ from: at(1), until: null }] });
});

it("takes an unread version as silence, not as the end of every rule", () => {
  const lives = ruleBiography([version(1, 2, ["tcp 22 10.0.0.0/8"]), version(2, null, [], false)]);
  expect(lives.get(SSH)?.spans).toEqual([{ from: at(1), until: null }]);
});

it("lets a rule stand on through looks that could not read it, until one could and it was gone", () => {
  const unread = [version(2, 3, [], false), version(3, 4, [], false)];
  const before = version(1, 2, ["tcp 22 10.0.0.0/8"]);
  const stood = ruleBiography([before, ...unread, version(4, null, ["tcp 22 10.0.0.0/8"])]);
  expect(stood.get(SSH)).toMatchObject({ isOlder: true, spans: [{ from: at(1), until: null }] });
  const went = ruleBiography([before, ...unread, version(4, null, [])]);
  expect(went.get(SSH)?.spans).toEqual([{ from: at(1), until: at(4) }]);
});

it("lets nothing stand on where the group itself was gone, or was not read before", () => {
  const again = ruleBiography([
    version(1, 2, ["tcp 22 10.0.0.0/8"]),
    version(3, 4, [], false),
    version(4, null, ["tcp 22 10.0.0.0/8"]),
  ]);
  expect(again.get(SSH)?.spans).toEqual([
    { from: at(1), until: at(2) },
    { from: at(4), until: null },
  ]);
  const late = ruleBiography([version(1, 2, [], false), version(2, null, ["tcp 22 10.0.0.0/8"])]);
  expect(late.get(SSH)).toMatchObject({ isOlder: true, spans: [{ from: at(2), until: null }] });
});

it("remembers every description a rule ever had, and that it is no part of the rule", () => {
  const described = (text: string) => ({ ...ruleOf("tcp 22 10.0.0.0/8"), description: text });
  const lives = ruleBiography([
    { from: at(1), until: at(2), group: groupOf("sg-1", [described("tmp")]) },
    { from: at(2), until: null, group: groupOf("sg-1", [described("do not touch")]) },
  ]);
  expect(lives.get(SSH)?.spans).toHaveLength(1);
  expect(lives.get(SSH)?.descriptions).toEqual(["tmp", "do not touch"]);
});
