/** Networks and lists have to do with one another where they share an address, and only there. */
import { describe, expect, it } from "vitest";
import { tcp } from "#lib/core/testing/estate.ts";
import { flow, left, list, OFFICE, WEB } from "#lib/core/testing/reduced-direction.ts";

describe("networks are near where they share an address", () => {
  const near = (odd: string, ...meant: readonly string[]) => {
    const found = left({
      flows: meant.map((cidr) => flow(cidr, tcp(22))),
      rules: [...meant.map((cidr) => `tcp 22 ${cidr}`), odd],
    });
    return typeof found === "string" ? found : found.flows;
  };
  it.each([
    ["tcp 22 2001:db8:0:1::/64", "2001:db8::/32", ["22 2001:db8::/32"]],
    ["tcp 22 2001:db8:0:1::/64", "2001:db8::/64", []],
    ["tcp 22 2001:db8::2/127", "2001:db8::/127", []],
    ["tcp 22 2001:db8::/128", "2001:db8::/127", ["22 2001:db8::/127"]],
    ["tcp 22 2001:db8::2/128", "2001:db8::/127", []],
    ["tcp 22 2001:db8::1/128", "2001:db8::/127", ["22 2001:db8::/127"]],
    ["tcp 22 ::a00:0/104", "10.0.0.0/8", []],
    ["tcp 22 10.0.0.255/32", "10.0.0.0/24", ["22 10.0.0.0/24"]],
    ["tcp 22 10.0.1.0/32", "10.0.0.0/24", []],
    ["tcp 22 9.255.255.255/32", "10.0.0.0/24", []],
    ["tcp 22 10.0.0.0/32", "10.0.0.0/24", ["22 10.0.0.0/24"]],
  ])("%s, %s: %j", (odd, meant, kept) => expect(near(odd, meant)).toEqual(kept));

  it("in whatever order the model names them", () => {
    const met = (...meant: readonly string[]) => near("tcp 9 192.0.2.0/24", ...meant);
    expect(met("10.5.0.0/16", "11.0.0.0/8", "10.0.0.0/8", "9.0.0.0/8")).toEqual([
      "22 10.0.0.0/8",
      "22 10.5.0.0/16",
    ]);
    expect(met("9.0.0.0/8", "10.0.0.0/8", "10.5.0.0/16", "10.6.0.0/16")).toEqual([
      "22 10.0.0.0/8",
      "22 10.5.0.0/16",
      "22 10.6.0.0/16",
    ]);
    expect(met("2001:db8::2/127", "2001:db8::/127", "2001:db8::/126")).toEqual([
      "22 2001:db8::/126",
      "22 2001:db8::/127",
      "22 2001:db8::2/127",
    ]);
    expect(met("2001:db8::2/127", "2001:db8::/127")).toEqual([]);
  });
});

describe("a list is near what its entries are near", () => {
  const flows = [flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22)), WEB];
  const more = { prefixLists: [list(["10.9.0.0/16", "10.0.1.0/24"])] };
  const near = (odd: string) => {
    const found = left({ flows, rules: ["tcp 22 pl-1", "tcp 8080 sg-web", odd], more });
    return typeof found === "string" ? found : found.flows;
  };
  it.each([
    ["tcp 22 10.9.1.0/24", ["22 pl-1"]],
    ["tcp 22 10.0.1.255/32", ["22 pl-1"]],
    ["tcp 22 10.5.0.0/16", []],
    ["tcp 22 10.0.2.0/32", []],
    ["tcp 22 10.10.0.0/16", []],
    ["tcp 8080 pl-1", ["8080 web"]],
    ["tcp 22 sg-web", ["22 pl-1"]],
    ["tcp 22 sg-db", []],
  ])("%s: %j", (odd, kept) => expect(near(odd)).toEqual(kept));

  it("and a list that nobody meant is near what any of its entries is near", () => {
    const odd = { ...list(["192.0.2.0/24", "198.51.100.0/25", "203.0.113.0/24"]), prefixListId: "pl-9" };
    const found = left({
      flows: [OFFICE, flow("200.0.0.0/8", tcp(22))],
      rules: ["tcp 22 198.51.100.0/24", "tcp 22 200.0.0.0/8", "tcp 22 pl-9"],
      more: { prefixLists: [odd] },
    });
    expect(found).toEqual({
      flows: ["22 198.51.100.0/24"],
      rules: ["tcp/22 198.51.100.0/24", "tcp/22 pl-9"],
    });
  });

  it("and meets no network between its entries", () => {
    const between = [...flows, flow("10.5.0.0/16", tcp(22))];
    const rules = ["tcp 22 pl-1", "tcp 8080 sg-web", "tcp 22 10.5.0.0/16"];
    expect(left({ flows: between, rules, more })).toBe("in-line");
    expect(left({ flows: between.toReversed(), rules, more })).toBe("in-line");
  });

  it("and all of a difference is left where an entry is none of its networks", () => {
    const listed = (...entries: readonly string[]) =>
      left({ flows, rules: ["tcp 22 pl-1", "tcp 8080 sg-web"], more: { prefixLists: [list(entries)] } });
    expect(listed("10.9.0.0/16", "10.0.1.0/24")).toBe("in-line");
    expect(listed("10.9.0.0/16", "2001:db8::/32")).toBe("whole");
    expect(listed("what?", "10.9.0.0/16")).toBe("whole");
  });
});
