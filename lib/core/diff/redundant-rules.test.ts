/** Which rules add nothing, which of those can go at once, and what is never taken for cover. */
import { describe, expect, it } from "vitest";
import { interfaceOf } from "#lib/core/testing/estate.ts";
import { judged, ports } from "#lib/core/testing/judged-rules.ts";
import { flow as from } from "#lib/core/testing/reduced-direction.ts";
import type { MeantFlow } from "#lib/core/tier/pattern.ts";

describe("of two ways to say the same, the shorter list stays", () => {
  it.each<[string, MeantFlow, string, readonly [string, string]]>([
    ["ports", from("10.0.0.0/8", ports(8, 10)), "8:10 10.0.0.0/8", ["8:8 10.0.0.0/8", "9:10 10.0.0.0/8"]],
    [
      "IPv4 networks",
      from("8.0.0.0/7", ports(22)),
      "22:22 8.0.0.0/7",
      ["22:22 8.0.0.0/8", "22:22 9.0.0.0/8"],
    ],
    [
      "IPv6 networks",
      from("2000::/15", ports(22)),
      "22:22 2000::/15",
      ["22:22 2000::/16", "22:22 2001::/16"],
    ],
    [
      "ports of IPv6 networks",
      from("2000::/16", ports(8, 10)),
      "8:10 2000::/16",
      ["8:8 2000::/16", "9:10 2000::/16"],
    ],
    [
      "ports of one host",
      from("10.0.0.1/32", ports(8, 10)),
      "8:10 10.0.0.1/32",
      ["8:8 10.0.0.1/32", "9:10 10.0.0.1/32"],
    ],
    [
      "ports of a group",
      from({ kind: "group", groupId: "sg-web" }, ports(8, 10)),
      "8:10 sg-web",
      ["8:8 sg-web", "9:10 sg-web"],
    ],
  ])("of %s", (_, flow, whole, parts) => {
    const rules = [whole, ...parts].map((text) => `tcp ${text.replace(":", "-")}`);
    const answer = Object.fromEntries([
      [`sg-app ${whole}`, "redundant"],
      ...parts.map((part) => [`sg-app ${part}`, "removable"]),
    ]);
    for (const order of [rules, rules.toReversed()])
      expect(judged([flow], { "sg-app": order })).toEqual(answer);
  });

  it("wherever its addresses and ports lie", () => {
    const wide = [from("8.0.0.0/7", ports(22)), from("8.0.0.0/8", ports(1, 30))];
    expect(
      judged(wide, { "sg-app": ["tcp 1-30 8.0.0.0/8", "tcp 22 8.0.0.0/7", "tcp 22 9.0.0.0/8"] }),
    ).toEqual({
      "sg-app 1:30 8.0.0.0/8": "needed",
      "sg-app 22:22 8.0.0.0/7": "redundant",
      "sg-app 22:22 9.0.0.0/8": "removable",
    });
    const deep = [from("8.0.0.0/8", ports(8, 10)), from("8.0.0.0/7", ports(8))];
    expect(
      judged(deep, { "sg-app": ["tcp 8 8.0.0.0/7", "tcp 8-10 8.0.0.0/8", "tcp 9-10 8.0.0.0/8"] }),
    ).toEqual({
      "sg-app 8:8 8.0.0.0/7": "needed",
      "sg-app 8:10 8.0.0.0/8": "redundant",
      "sg-app 9:10 8.0.0.0/8": "removable",
    });
  });

  it("and of two that are alike the latter by name", () => {
    const flow = from("10.0.0.0/8", ports(22));
    const interfaces = [interfaceOf("eni-1", ["sg-app", "sg-app2"], ["10.0.0.1/32"])];
    for (const order of [
      ["sg-app", "sg-app2"],
      ["sg-app2", "sg-app"],
    ])
      expect(
        judged([flow], Object.fromEntries(order.map((id) => [id, ["tcp 22 10.0.0.0/8"]])), interfaces),
      ).toEqual({ "sg-app 22:22 10.0.0.0/8": "removable", "sg-app2 22:22 10.0.0.0/8": "redundant" });
  });
});

describe("a rule is covered", () => {
  it("by all of the others, wherever they stand beside it", () => {
    const flow = from("10.0.0.0/8", ports(5, 12));
    const parts = ["5:5", "6:8", "9:10", "11:12"];
    for (const [whole, ...needed] of [
      ["5:12", ...parts],
      ["5:10", ...parts.slice(0, 3)],
      ["6:12", ...parts.slice(1)],
    ]) {
      const rules = [whole, ...needed].map((text) => `tcp ${text?.replace(":", "-")} 10.0.0.0/8`);
      const answer = needed.map((text) => [`sg-app ${text} 10.0.0.0/8`, "removable"]);
      expect(judged([flow], { "sg-app": rules })).toEqual({
        [`sg-app ${whole} 10.0.0.0/8`]: "redundant",
        ...Object.fromEntries(answer),
      });
      const short = rules.filter((_, place) => place !== 2);
      expect(judged([flow], { "sg-app": short })).toMatchObject({ [`sg-app ${whole} 10.0.0.0/8`]: "needed" });
    }
  });

  it("by several together, not by less", () => {
    const flow = from("8.0.0.0/7", ports(22), ports(23));
    expect(judged([flow], { "sg-app": ["tcp 22 8.0.0.0/7", "tcp 22 8.0.0.0/8"] })).toEqual({
      "sg-app 22:22 8.0.0.0/7": "needed",
      "sg-app 22:22 8.0.0.0/8": "removable",
    });
    expect(judged([flow], { "sg-app": ["tcp 22 8.0.0.0/8", "tcp 23 8.0.0.0/7"] })).toEqual({
      "sg-app 22:22 8.0.0.0/8": "needed",
      "sg-app 23:23 8.0.0.0/7": "needed",
    });
  });

  const members = [interfaceOf("eni-w", ["sg-web"], ["10.0.1.1/32"])];

  it("not by the addresses of those it names, where the model asks for the name", () => {
    const flows = [from({ kind: "tier", tier: "web" }, ports(22)), from("10.0.0.0/8", ports(22))];
    expect(judged(flows, { "sg-app": ["tcp 22 sg-web", "tcp 22 10.0.0.0/8"] }, members)).toEqual({
      "sg-app 22:22 sg-web": "needed",
      "sg-app 22:22 10.0.0.0/8": "needed",
    });
  });

  it("by the addresses of those it names, where the model only allows the name", () => {
    const flows = [from({ kind: "anyone" }, ports(22))];
    const rules = ["tcp 22 0.0.0.0/1", "tcp 22 128.0.0.0/1", "tcp 22 sg-x"];
    const carried = [interfaceOf("eni-x", ["sg-x"], ["10.0.1.1/32"])];
    expect(judged(flows, { "sg-app": rules, "sg-x": [] }, carried)).toEqual({
      "sg-app 22:22 0.0.0.0/1": "needed",
      "sg-app 22:22 128.0.0.0/1": "needed",
      "sg-app 22:22 sg-x": "removable",
    });
    // Its members are not among the half that is open.
    expect(judged(flows, { "sg-app": rules.slice(1), "sg-x": [] }, carried)).toEqual({
      "sg-app 22:22 128.0.0.0/1": "needed",
      "sg-app 22:22 sg-x": "needed",
    });
  });
});

it("what should go itself, or cannot be told, covers nothing", () => {
  const flow = from("10.0.0.0/8", ports(22));
  expect(
    judged([flow], { "sg-app": ["tcp 22 10.0.0.0/9", "tcp 22-23 10.0.0.0/8", "tcp 22 pl-unread"] }),
  ).toEqual({
    "sg-app 22:22 10.0.0.0/9": "needed",
    "sg-app 22:23 10.0.0.0/8": "too-wide",
    "sg-app 22:22 pl-unread": "unknown",
  });
  expect(
    judged([flow], {
      "sg-app": ["tcp 22 10.0.0.0/8", "tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9", "tcp 22-23 10.0.0.0/8"],
    }),
  ).toEqual({
    "sg-app 22:22 10.0.0.0/8": "redundant",
    "sg-app 22:22 10.0.0.0/9": "removable",
    "sg-app 22:22 10.128.0.0/9": "removable",
    "sg-app 22:23 10.0.0.0/8": "too-wide",
  });
});
