/** When nothing is left of a difference, and when all of it is: the laws say that no finding changes by it. */
import { describe, expect, it } from "vitest";
import { bindingOf, observationOf, ruleOf, sourceOf, tcp } from "#lib/core/testing/estate.ts";
import {
  flow,
  left,
  list,
  named,
  OFFICE,
  type ReducedCase,
  tier,
  WEB,
} from "#lib/core/testing/reduced-direction.ts";

describe("nothing is left of a direction", () => {
  it.each<[string, ReducedCase]>([
    ["that the model leaves alone", { model: { mode: "unmanaged" }, rules: ["tcp 1 ::/0"] }],
    ["that is to be empty, and is", { rules: [ruleOf("tcp 1 ::/0", "egress")] }],
    [
      "with networks",
      {
        flows: [OFFICE, flow("2001:db8::/32", tcp(22))],
        rules: ["tcp 22 2001:db8::/32", "tcp 22 198.51.100.0/24"],
      },
    ],
    [
      "with other tiers and groups",
      { flows: [WEB, flow(named("sg-x"), tcp(8080))], rules: ["tcp 8080 sg-x", "tcp 8080 sg-web"] },
    ],
    [
      "with everyone",
      {
        flows: [flow({ kind: "anyone" }, tcp(80), tcp(443))],
        rules: ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"],
      },
    ],
    [
      "with rules that stand there twice",
      { flows: [OFFICE], rules: ["tcp 22 198.51.100.0/24", "tcp 22 198.51.100.0/24"] },
    ],
    [
      "with the stack's sources",
      {
        flows: [WEB, flow({ kind: "granted-sources" }, tcp(22))],
        sources: [sourceOf("203.0.113.0/24")],
        rules: ["tcp 8080 sg-web", "tcp 22 203.0.113.0/24"],
      },
    ],
    [
      "with a list",
      {
        flows: [flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22))],
        rules: ["tcp 22 pl-1"],
        more: { prefixLists: [list(["10.0.0.0/8"])] },
      },
    ],
    [
      "with services that EC2 writes otherwise",
      {
        flows: [flow("10.0.0.0/8", { protocol: "all", fromPort: null, toPort: null })],
        rules: ["-1 * 10.0.0.0/8"],
      },
    ],
    [
      "with a service that takes several rules",
      {
        flows: [flow("10.0.0.0/8", { protocol: "icmp", fromPort: 2048, toPort: 2559 })],
        rules: ["icmp 9/-1 10.0.0.0/8", "icmp 8/-1 10.0.0.0/8"],
      },
    ],
  ])("%s", (_, given) => expect(left(given)).toBe("in-line"));

  it("with everyone of both families, in a VPC that has both", () => {
    const more = { vpcs: observationOf({}).vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs: ["2001:db8::/56"] })) };
    const flows = [flow({ kind: "anyone" }, tcp(80))];
    expect(left({ flows, rules: ["tcp 80 0.0.0.0/0", "tcp 80 ::/0"], more })).toBe("in-line");
    expect(left({ flows, rules: ["tcp 80 0.0.0.0/0"], more })).toEqual({
      flows: ["80 anyone"],
      rules: ["tcp/80 0.0.0.0/0"],
    });
  });
});

describe("all of it is left", () => {
  it.each<[string, ReducedCase]>([
    ["where anything is meant", { model: { mode: "any" }, rules: [] }],
    ["where the group was not read", { flows: [OFFICE], rules: [], group: { rulesKnown: false } }],
    [
      "where several groups play the tier",
      { flows: [OFFICE], rules: ["tcp 22 198.51.100.0/24"], bindings: [bindingOf("app", "sg-app", "sg-x")] },
    ],
    ["where no group plays it", { rules: [], bindings: [] }],
    [
      "where nobody knows whether the VPC has IPv6",
      { flows: [flow({ kind: "anyone" }, tcp(80))], rules: ["tcp 80 0.0.0.0/0"], unread: ["vpcs"] },
    ],
    [
      "where no group plays a tier that is named",
      { flows: [WEB], rules: [], bindings: [bindingOf("app", "sg-app")] },
    ],
    [
      "where several play one",
      { flows: [WEB], rules: [], bindings: [bindingOf("app", "sg-app"), bindingOf("web", "sg-web", "sg-x")] },
    ],
    [
      "where one group plays two that are named",
      {
        flows: [WEB, flow(tier("db"), tcp(1))],
        rules: [],
        bindings: [bindingOf("app", "sg-app"), bindingOf("web", "sg-web"), bindingOf("db", "sg-web")],
      },
    ],
    [
      "where a group that plays one is named besides",
      { flows: [WEB, flow(named("sg-web"), tcp(1))], rules: [] },
    ],
    [
      "where it is a source besides",
      {
        flows: [WEB, flow({ kind: "granted-sources" }, tcp(22))],
        rules: [],
        sources: [{ name: "", peer: named("sg-web") }],
      },
    ],
    [
      "where a list that is meant was not read",
      {
        flows: [flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22))],
        rules: [],
        more: { prefixLists: [list(null)] },
      },
    ],
    [
      "where it is empty",
      {
        flows: [flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22))],
        rules: [],
        more: { prefixLists: [list([])] },
      },
    ],
    [
      "where a rule's list was not read",
      { flows: [OFFICE], rules: ["tcp 22 198.51.100.0/24", "tcp 22 pl-9"] },
    ],
    [
      "where a rule's network is none",
      {
        flows: [OFFICE],
        rules: ["tcp 22 198.51.100.0/24", { ...ruleOf("tcp 22 ::/0"), peer: { kind: "ipv4", cidr: "::/0" } }],
      },
    ],
    [
      "where it is written like one that is meant",
      {
        flows: [flow("::/0", tcp(22))],
        rules: [{ ...ruleOf("tcp 22 ::/0"), peer: { kind: "ipv4", cidr: "::/0" } }],
      },
    ],
  ])("%s", (_, given) => expect(left(given)).toBe("whole"));

  it("or none of it, where the model itself names no network", () =>
    expect(() => left({ flows: [flow("what?", tcp(22))], rules: [] })).toThrow(
      "The model names the network what?.",
    ));
});
