/** What is written of a model is kept, and written anew as soon as anything that it was written from says otherwise. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedPrefixList } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import {
  ACCOUNT,
  bindingOf,
  groupOf,
  observationOf,
  sourceOf,
  stackOf,
  tcp,
  tierOf,
} from "#lib/core/testing/estate.ts";
import { flow, tier } from "#lib/core/testing/reduced-direction.ts";
import type { MeantFlow, OpenSource } from "#lib/core/tier/pattern.ts";
import { reduceDirection } from "./reduce-direction.ts";

const listOf = (
  prefixListId: string,
  entries: readonly string[] | null,
  family: "ipv4" | "ipv6" = "ipv4",
): ObservedPrefixList => ({
  prefixListId,
  name: "",
  family,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 9,
  entries,
});

type MeantSource = OpenSource["peer"];

/** One stack and one model, looked at in one observation after another. */
const looking = (
  flows: readonly MeantFlow[],
  rules: readonly string[],
  sources: readonly (string | MeantSource)[] = [],
) => {
  const app = tierOf("app", flows);
  const stack = stackOf({
    pattern: { ...stackOf().pattern, tiers: [app, tierOf("web", [])] },
    bindings: [bindingOf("app", "sg-app"), bindingOf("web", "sg-web")],
    openSources: sources.map((peer) => (typeof peer === "string" ? sourceOf(peer) : { name: "", peer })),
  });
  return (more: Partial<Omit<Observation, "parts">> = {}, of = stack) => {
    const groups = [groupOf("sg-app", rules), groupOf("sg-web", []), groupOf("sg-web2", [])];
    const found = reduceDirection(of, app, "ingress", indexObservation(observationOf({ groups, ...more })));
    if (typeof found === "string") return found;
    const model = found.tier.ingress;
    return model.mode === "list" ? model.flows.length : -1;
  };
};

const VPCS = observationOf({}).vpcs;
const BOTH = { vpcs: VPCS.map((vpc) => ({ ...vpc, ipv6Cidrs: ["2001:db8::/56"] })) };

describe("what a model is written as", () => {
  it("follows the VPC's families", () => {
    const look = looking([flow({ kind: "anyone" }, tcp(80))], ["tcp 80 0.0.0.0/0"]);
    expect([look(), look(BOTH), look(), look({ vpcs: [] }), look(BOTH)]).toEqual([
      "in-line",
      1,
      "in-line",
      "whole",
      1,
    ]);
  });

  it("follows the lists it names, and no others", () => {
    const meant = [
      flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22)),
      flow("10.1.0.0/16", tcp(22)),
    ];
    const look = looking(meant, ["tcp 22 pl-1", "tcp 22 10.1.0.0/16"]);
    const lists = (...entries: readonly string[]) => look({ prefixLists: [listOf("pl-1", entries)] });
    expect(lists("10.9.0.0/16")).toBe("in-line");
    expect(lists("10.9.0.0/16")).toBe("in-line");
    expect(lists("10.1.9.0/24")).toBe(2);
    expect(lists("10.9.0.0/16", "10.1.9.0/24")).toBe(2);
    expect(lists("10.9.0.0/16", "10.8.0.0/16")).toBe("in-line");
    expect(lists("10.1.9.0/24", "10.8.0.0/16")).toBe(2);
    expect(lists("10.9.0.0/16", "10.1.9.0/24")).toBe(2);
    expect(lists("10.9.0.0/16")).toBe("in-line");
    expect(look({ prefixLists: [listOf("pl-1", null)] })).toBe("whole");
    expect(look({ prefixLists: [] })).toBe("whole");
    expect(look({ prefixLists: [listOf("pl-1", ["2001:db8::/32"], "ipv6")] })).toBe("in-line");
    expect(look({ prefixLists: [listOf("pl-1", ["10.9.0.0/16"]), listOf("pl-2", ["10.1.0.0/16"])] })).toBe(
      "in-line",
    );
  });

  it("follows lists also where it names nothing else, in the pattern or among the sources", () => {
    const vpn = { kind: "prefix-list" as const, prefixListId: "pl-1" };
    const rules = ["tcp 22 pl-1", "tcp 22 10.5.0.0/16"];
    const ofPattern = looking([flow(vpn, tcp(22))], rules);
    const ofSources = looking([flow({ kind: "granted-sources" }, tcp(22))], rules, [vpn]);
    for (const look of [ofPattern, ofSources])
      expect(
        [["10.9.0.0/16"], ["10.5.1.0/24"], ["10.9.0.0/16"]].map((entries) =>
          look({ prefixLists: [listOf("pl-1", entries)] }),
        ),
      ).toEqual([0, 1, 0]);
  });

  it("is another for each model and for each stack's sources", () => {
    const door = [flow({ kind: "granted-sources" }, tcp(22))];
    const [one, other] = [["203.0.113.0/24"], ["198.51.100.0/24"]];
    expect(looking(door, ["tcp 22 203.0.113.0/24"], one)()).toBe("in-line");
    expect(looking(door, ["tcp 22 203.0.113.0/24"], other)()).toBe(1);
    expect(looking(door, [], [])()).toBe("in-line");
    const look = looking(door, ["tcp 22 203.0.113.0/24"], one);
    const more = stackOf({
      pattern: { ...stackOf().pattern, tiers: [tierOf("app", door)] },
      bindings: [bindingOf("app", "sg-app")],
      openSources: [...one, ...other].map(sourceOf),
    });
    expect([look(), look({}, more), look()]).toEqual(["in-line", 1, "in-line"]);
  });

  it("is one model for stacks whose tiers other groups play", () => {
    const look = looking([flow(tier("web"), tcp(8080))], ["tcp 8080 sg-web"]);
    const bound = (...web: readonly string[]) =>
      look(
        {},
        stackOf({
          bindings: [bindingOf("app", "sg-app"), ...web.map((groupId) => bindingOf("web", groupId))],
        }),
      );
    expect([look(), bound("sg-web"), bound("sg-web2"), bound(), look()]).toEqual([
      "in-line",
      "in-line",
      1,
      "whole",
      "in-line",
    ]);
  });
});

describe("a rule is written like the model", () => {
  it.each<[string, readonly string[], "in-line" | number]>([
    [
      "in any order",
      ["tcp 443 10.0.0.0/8", "udp 22 10.0.0.0/8", "tcp 22 10.0.0.0/8", "tcp 80 10.0.0.0/8"],
      "in-line",
    ],
    ["but for one", ["tcp 443 10.0.0.0/8", "udp 22 10.0.0.0/8", "tcp 22 10.0.0.0/8"], 1],
    [
      "but for its last port",
      ["tcp 443-444 10.0.0.0/8", "udp 22 10.0.0.0/8", "tcp 22 10.0.0.0/8", "tcp 80 10.0.0.0/8"],
      1,
    ],
    [
      "but for its first",
      ["tcp 442-443 10.0.0.0/8", "udp 22 10.0.0.0/8", "tcp 22 10.0.0.0/8", "tcp 80 10.0.0.0/8"],
      1,
    ],
    [
      "but for its protocol",
      ["udp 443 10.0.0.0/8", "udp 22 10.0.0.0/8", "tcp 22 10.0.0.0/8", "tcp 80 10.0.0.0/8"],
      1,
    ],
    [
      "but for its network",
      ["tcp 443 10.0.0.0/7", "udp 22 10.0.0.0/8", "tcp 22 10.0.0.0/8", "tcp 80 10.0.0.0/8"],
      1,
    ],
  ])("%s", (_, rules, expected) => {
    const udp = { protocol: "udp", fromPort: 22, toPort: 22 };
    expect(looking([flow("10.0.0.0/8", tcp(22), udp, tcp(80), tcp(443))], rules)()).toBe(expected);
  });

  it("also one of the sources beside one of the pattern", () => {
    const flows = [flow("10.0.0.0/8", tcp(22)), flow({ kind: "granted-sources" }, tcp(22), tcp(23))];
    const rules = ["tcp 22 10.0.0.0/8", "tcp 22 192.0.2.0/24", "tcp 23 192.0.2.0/24"];
    expect(looking(flows, rules, ["192.0.2.0/24"])()).toBe("in-line");
    expect(looking(flows, rules.slice(0, 2), ["192.0.2.0/24"])()).toBe(1);
    expect(looking(flows, rules.slice(1), ["192.0.2.0/24"])()).toBe(1);
  });
});
