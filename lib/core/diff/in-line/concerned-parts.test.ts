/** What is odd is left of a difference, with whatever it may have to do with, and nothing else. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { bindingOf, groupOf, interfaceOf, ruleOf, sourceOf, tcp } from "#lib/core/testing/estate.ts";
import {
  flow,
  left,
  list,
  MEMBERS,
  named,
  OFFICE,
  type Rules,
  reduced,
  tier,
  WEB,
} from "#lib/core/testing/reduced-direction.ts";
import type { DirectionModel } from "#lib/core/tier/pattern.ts";

const SSH_AND_BELOW = { protocol: "tcp", fromPort: 20, toPort: 22 };

describe("what is odd is left, with what it may have to do with", () => {
  const flows = [OFFICE, flow("203.0.113.0/24", tcp(22)), WEB];
  const held = ["tcp 22 198.51.100.0/24", "tcp 22 203.0.113.0/24", "tcp 8080 sg-web"];
  const with_ = (...odd: Rules) => left({ flows, rules: [...held, ...odd] });

  it("a rule that nobody meant, alone where nothing is near", () => {
    expect(with_("tcp 23 198.51.100.0/24")).toEqual({ flows: [], rules: ["tcp/23 198.51.100.0/24"] });
    expect(with_("tcp 22 198.51.101.0/24")).toEqual({ flows: [], rules: ["tcp/22 198.51.101.0/24"] });
    expect(with_("udp 22 198.51.100.0/24", "tcp 9 sg-x")).toEqual({
      flows: [],
      rules: ["udp/22 198.51.100.0/24", "tcp/9 sg-x"],
    });
    expect(with_("tcp 22 ::/0")).toEqual({ flows: [], rules: ["tcp/22 ::/0"] });
  });

  it("a rule that nobody meant, with the rules and flows that share a packet with it", () => {
    expect(with_("tcp 20-22 198.51.100.128/25")).toEqual({
      flows: ["22 198.51.100.0/24"],
      rules: ["tcp/22 198.51.100.0/24", "tcp/20-22 198.51.100.128/25"],
    });
    expect(with_("tcp 22-23 198.0.0.0/8")).toEqual({
      flows: ["22 198.51.100.0/24"],
      rules: ["tcp/22 198.51.100.0/24", "tcp/22-23 198.0.0.0/8"],
    });
    expect(with_("-1 * 0.0.0.0/0")).toEqual({
      flows: ["22 198.51.100.0/24", "22 203.0.113.0/24", "8080 web"],
      rules: ["tcp/22 198.51.100.0/24", "tcp/22 203.0.113.0/24", "tcp/8080 sg-web", "all 0.0.0.0/0"],
    });
  });

  it("as often as a rule of those stands there", () =>
    expect(with_("tcp 22 198.51.100.0/24", "tcp 22 203.0.113.0/24", "tcp 22 198.51.100.9/32")).toEqual({
      flows: ["22 198.51.100.0/24"],
      rules: ["tcp/22 198.51.100.0/24", "tcp/22 198.51.100.0/24", "tcp/22 198.51.100.9/32"],
    }));

  it("a flow that nobody holds, with what is near it", () => {
    expect(left({ flows, rules: held.slice(1) })).toEqual({ flows: ["22 198.51.100.0/24"], rules: [] });
    expect(left({ flows, rules: held.slice(0, 2) })).toEqual({ flows: ["8080 web"], rules: [] });
    const both = [...flows, flow(named("sg-x"), tcp(8080))];
    // Whoever carries both groups is let in by either.
    expect(left({ flows: both, rules: held })).toEqual({
      flows: ["8080 sg-x", "8080 web"],
      rules: ["tcp/8080 sg-web"],
    });
  });

  it("flows that meet one another, of the model or of the sources", () => {
    const near = [flow("10.0.0.0/8", tcp(22)), flow("10.1.0.0/16", tcp(22)), flow("10.1.0.0/16", tcp(23))];
    expect(
      left({ flows: near, rules: ["tcp 22 10.0.0.0/8", "tcp 22 10.1.0.0/16", "tcp 23 10.1.0.0/16"] }),
    ).toEqual({
      flows: ["22 10.0.0.0/8", "22 10.1.0.0/16"],
      rules: ["tcp/22 10.0.0.0/8", "tcp/22 10.1.0.0/16"],
    });
    const door = [
      flow("10.1.0.0/16", tcp(22)),
      flow("10.2.0.0/16", tcp(22)),
      flow({ kind: "granted-sources" }, tcp(22)),
    ];
    const sources = ["10.1.1.0/24", "203.0.113.0/24"].map(sourceOf);
    const rules = ["10.1.0.0/16", "10.2.0.0/16", "10.1.1.0/24", "203.0.113.0/24"].map(
      (cidr) => `tcp 22 ${cidr}`,
    );
    expect(left({ flows: door, rules, sources })).toEqual({
      flows: ["22 10.1.0.0/16", "22 10.1.1.0/24"],
      rules: ["tcp/22 10.1.0.0/16", "tcp/22 10.1.1.0/24"],
    });
  });

  it("flows of one group that meet, and those that two of the sources share", () => {
    const both = [
      flow(named("sg-x"), tcp(22)),
      flow(named("sg-x"), SSH_AND_BELOW),
      flow(tier("web"), tcp(22)),
    ];
    expect(left({ flows: both, rules: ["tcp 22 sg-x", "tcp 20-22 sg-x", "tcp 22 sg-web"] })).toEqual({
      flows: ["20 sg-x", "22 sg-x"],
      rules: ["tcp/22 sg-x", "tcp/20-22 sg-x"],
    });
    const door = [flow({ kind: "granted-sources" }, tcp(22)), flow("203.0.113.0/24", tcp(23))];
    const sources = ["10.1.1.0/24", "10.1.0.0/16", "192.0.2.0/24"].map(sourceOf);
    const rules = ["10.1.1.0/24", "10.1.0.0/16", "192.0.2.0/24"].map((cidr) => `tcp 22 ${cidr}`);
    expect(left({ flows: door, rules: [...rules, "tcp 23 203.0.113.0/24"], sources })).toEqual({
      flows: ["22 10.1.0.0/16", "22 10.1.1.0/24"],
      rules: ["tcp/22 10.1.1.0/24", "tcp/22 10.1.0.0/16"],
    });
  });

  it("a rule that is written as meant, and names a group that is gone", () => {
    const gone = { ...ruleOf("tcp 9 sg-gone"), peer: { kind: "group" as const, groupId: "sg-gone" } };
    expect(
      left({ flows: [OFFICE, flow(named("sg-gone"), tcp(9))], rules: ["tcp 22 198.51.100.0/24", gone] }),
    ).toEqual({
      flows: ["9 sg-gone"],
      rules: ["tcp/9 sg-gone"],
    });
  });
});

describe("a group is near the networks of whoever carries it", () => {
  const flows = [WEB, flow(tier("db"), tcp(8080))];
  const held = ["tcp 8080 sg-web", "tcp 8080 sg-db"];
  const near = (
    odd: string,
    more: Partial<Omit<Observation, "parts">> = {},
    unread: readonly ObservedPart[] = [],
  ) => {
    const found = left({ flows, rules: [...held, odd], more, unread });
    return typeof found === "string" ? found : found.flows;
  };

  it.each([
    ["tcp 8080 10.0.1.0/24", ["8080 web"]],
    ["tcp 8080 10.0.3.7/32", ["8080 db"]],
    ["tcp 8080 10.0.4.8/29", ["8080 db"]],
    ["tcp 8080 10.0.2.0/24", []],
    ["tcp 8081 10.0.0.0/16", []],
    ["tcp 8080 10.0.0.0/16", ["8080 db", "8080 web"]],
    ["tcp 8080 ::/0", ["8080 db", "8080 web"]],
    ["tcp 8080 sg-x", ["8080 db", "8080 web"]],
    ["tcp 8081 sg-x", []],
  ])("%s: %j", (odd, kept) => expect(near(odd)).toEqual(kept));

  it("and may be near any while nobody knows who carries it", () => {
    expect(near("tcp 8080 10.0.2.0/24", {}, ["interfaces"])).toEqual(["8080 db", "8080 web"]);
    const odd = interfaceOf("eni-9", ["sg-db"], ["what?"]);
    expect(near("tcp 8080 10.0.2.0/24", { interfaces: [...MEMBERS, odd] })).toEqual(["8080 db"]);
  });

  it("and may be near any where it belongs to another account", () => {
    const far = groupOf("sg-far", [], { ownerId: "999999999999" });
    const found = left({
      flows: [flow(named("sg-far"), tcp(8080)), WEB],
      rules: [
        { ...ruleOf("tcp 8080 sg-far"), peer: { kind: "group", groupId: "sg-far", ownerId: "999999999999" } },
        "tcp 8080 sg-web",
        "tcp 8080 10.0.2.0/24",
      ],
      more: { groups: [far] },
    });
    expect(found).toMatchObject({ flows: ["8080 sg-far"] });
  });
});

describe("what is left is a small stack and a small observation", () => {
  it("with the groups that are named, and no sources", () => {
    const found = reduced({
      flows: [WEB, flow(tier("db"), tcp(1)), flow({ kind: "granted-sources" }, tcp(22))],
      sources: [sourceOf("203.0.113.0/24")],
      rules: [
        "tcp 8080 sg-web",
        "tcp 1 sg-db",
        "tcp 22 203.0.113.0/24",
        "tcp 8080 sg-x",
        "tcp 9 sg-unlisted",
      ],
    });
    if (typeof found === "string") throw new Error("Something remains.");
    expect(found.stack.openSources).toEqual([]);
    expect([...found.index.groups.keys()].toSorted()).toEqual(["sg-app", "sg-web", "sg-x"]);
    expect(found.tier.egress).toEqual({ mode: "unmanaged" });
  });

  it("with the groups that play a tier nobody lets in", () => {
    const found = reduced({ flows: [WEB, flow(tier("db"), tcp(1))], rules: ["tcp 1 sg-db"] });
    if (typeof found === "string") throw new Error("Something remains.");
    expect([...found.index.groups.keys()].toSorted()).toEqual(["sg-app", "sg-web"]);
  });

  it("is made anew when a list says something else, and for each stack by its own groups", () => {
    const flows = [flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22)), WEB];
    const model: DirectionModel = { mode: "list", flows };
    const near = (entries: readonly string[], groupId = "sg-web") => {
      const found = left({
        model,
        rules: ["tcp 22 pl-1", `tcp 8080 ${groupId}`, "tcp 22 10.5.0.0/16"],
        more: { prefixLists: [list(entries)] },
        bindings: [bindingOf("app", "sg-app"), bindingOf("web", groupId)],
      });
      return typeof found === "string" ? found : found.flows;
    };
    expect(near(["10.9.0.0/16"])).toEqual([]);
    expect(near(["10.9.0.0/16"])).toEqual([]);
    expect(near(["10.5.1.0/24"])).toEqual(["22 pl-1"]);
    expect(near(["10.5.1.0/24"], "sg-x")).toEqual(["22 pl-1"]);
    expect(near(["10.9.0.0/16", "10.8.0.0/16"], "sg-db")).toEqual([]);
  });
});
