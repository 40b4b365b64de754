/** Which rules add nothing beside those of the other groups that an interface carries. */
import { describe, expect, it } from "vitest";
import { interfaceOf } from "#lib/core/testing/estate.ts";
import { judged, ports } from "#lib/core/testing/judged-rules.ts";
import { flow as from, type Rules } from "#lib/core/testing/reduced-direction.ts";

describe("a rule of one of several groups that play a tier", () => {
  const flow = from("10.0.0.0/8", ports(22));
  const both: Readonly<Record<string, Rules>> = {
    "sg-app": ["tcp 22 10.0.0.0/8"],
    "sg-app2": ["tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9"],
  };
  const carrying = (...carried: readonly (readonly string[])[]) =>
    carried.map((groupIds, at) => interfaceOf(`eni-${at}`, groupIds, [`10.0.0.${at}/32`]));

  it("is covered by another group's where every interface that carries it carries that one, too", () =>
    expect(judged([flow], both, carrying(["sg-app", "sg-app2"], ["sg-app"]))).toEqual({
      "sg-app 22:22 10.0.0.0/8": "needed",
      "sg-app2 22:22 10.0.0.0/9": "removable",
      "sg-app2 22:22 10.128.0.0/9": "removable",
    }));

  it("is needed where one does not", () =>
    expect(judged([flow], both, carrying(["sg-app2"], ["sg-app"]))).toEqual({
      "sg-app 22:22 10.0.0.0/8": "needed",
      "sg-app2 22:22 10.0.0.0/9": "needed",
      "sg-app2 22:22 10.128.0.0/9": "needed",
    }));

  it("stays where only some of the interfaces that carry it could do without it", () =>
    expect(
      judged(
        [flow],
        {
          "sg-app": ["tcp 22 10.0.0.0/8"],
          "sg-app2": ["tcp 22 10.0.0.0/8", "tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9"],
        },
        carrying(["sg-app2"], ["sg-app", "sg-app2"]),
      ),
    ).toEqual({
      "sg-app 22:22 10.0.0.0/8": "removable",
      "sg-app2 22:22 10.0.0.0/8": "redundant",
      "sg-app2 22:22 10.0.0.0/9": "removable",
      "sg-app2 22:22 10.128.0.0/9": "removable",
    }));

  it("stays where some interfaces would lose the last that lets the same in, once others went", () =>
    expect(
      judged(
        [flow],
        {
          "sg-app": ["tcp 22 10.0.0.0/8", "tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9"],
          "sg-app2": ["tcp 22 10.0.0.0/8"],
        },
        carrying(["sg-app"], ["sg-app", "sg-app2"]),
      ),
    ).toEqual({
      "sg-app 22:22 10.0.0.0/8": "redundant",
      "sg-app 22:22 10.0.0.0/9": "removable",
      "sg-app 22:22 10.128.0.0/9": "removable",
      "sg-app2 22:22 10.0.0.0/8": "removable",
    }));

  it("goes before a wider one, whichever group is named first", () => {
    for (const [wide, narrow] of [
      ["sg-app", "sg-app2"],
      ["sg-app2", "sg-app"],
    ] as const) {
      const halves = ["tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9"];
      for (const rules of [
        { [wide]: ["tcp 22 10.0.0.0/8"], [narrow]: halves },
        { [narrow]: halves, [wide]: ["tcp 22 10.0.0.0/8"] },
      ])
        expect(judged([flow], rules, carrying([wide, narrow]))).toEqual({
          [`${wide} 22:22 10.0.0.0/8`]: "redundant",
          [`${narrow} 22:22 10.0.0.0/9`]: "removable",
          [`${narrow} 22:22 10.128.0.0/9`]: "removable",
        });
    }
  });

  it("that nobody carries is looked at by itself, where others are carried", () => {
    const rules = { ...both, "sg-app2": ["tcp 22 10.0.0.0/9", "tcp 22 10.0.0.0/10"] };
    expect(judged([flow], rules, carrying(["sg-app"]))).toEqual({
      "sg-app 22:22 10.0.0.0/8": "needed",
      "sg-app2 22:22 10.0.0.0/9": "needed",
      "sg-app2 22:22 10.0.0.0/10": "removable",
    });
  });
});
