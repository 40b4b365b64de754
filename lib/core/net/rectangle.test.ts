import { describe, expect, it } from "vitest";
import { parseFlows, printFlows } from "./flow-line.ts";
import { flowsWithCidrs, flowsWithGroups, unionAllFlows } from "./flow-set.ts";
import { firstPoint } from "./protocol.ts";
import { flowsOfRectangle, rectanglesOf } from "./rectangle.ts";

const TCP = firstPoint(6);
const service = (from: number, to: number) => ({ from: TCP + from, to: TCP + to });
const cidr = (base: bigint, length: number) => ({ family: "ipv4", base, length }) as const;

const canonical = (...lines: readonly string[]): string[] => {
  const set = parseFlows(
    lines.map((line) => {
      const [peer = "", text = ""] = line.split(" ");
      return { peer, service: text };
    }),
  );
  if (!set.ok) throw new Error(set.problem.peer);
  return printFlows(set.value).map((line) => `${line.peer} ${line.service}`);
};

describe("the canonical list of a set", () => {
  it("is by first address, then the larger network, then the first port", () => {
    const lines = [
      "9.0.0.0/8 tcp/443",
      "10.0.0.0/8 tcp/443",
      "10.0.0.0/16 tcp/22",
      "10.0.0.0/16 tcp/80",
      "10.0.0.0/16 tcp/8080",
      "10.0.0.0/24 tcp/19",
      "10.2.0.0/16 tcp/22",
      "192.0.2.0/24 tcp/20",
      "2001:db8::/32 tcp/22",
      "2001:db8::/48 tcp/20",
      "sg-a tcp/22",
      "sg-a tcp/443",
      "sg-b tcp/1",
    ];
    expect(canonical(...lines)).toStrictEqual(lines);
    expect(canonical(...[...lines].reverse())).toStrictEqual(lines);
  });

  it("is every rectangle's own flows", () => {
    const web = flowsWithCidrs([cidr(0x0a00_0000n, 8)], [service(80, 90)]);
    const friends = flowsWithGroups(["sg-a"], [service(22, 22)]);
    const set = unionAllFlows([web, friends]);
    const rectangles = rectanglesOf(set);
    expect(rectangles).toStrictEqual([
      { peer: { kind: "cidr", cidr: cidr(0x0a00_0000n, 8) }, service: service(80, 90) },
      { peer: { kind: "group", groupId: "sg-a" }, service: service(22, 22) },
    ]);
    expect(rectangles.map(flowsOfRectangle)).toStrictEqual([web, friends]);
  });

  it("names the larger of two networks that begin alike first, and of two services the shorter", () => {
    expect(canonical("0.0.0.0/0 tcp/443", "0.0.0.0/1 tcp/22", "0.0.0.0/0 tcp/1-2")).toStrictEqual([
      "0.0.0.0/0 tcp/1-2",
      "0.0.0.0/0 tcp/443",
      "0.0.0.0/1 tcp/22",
    ]);
    expect(canonical("10.0.0.0/8 tcp/443", "10.0.0.0/8 tcp/443-444", "10.0.0.0/9 tcp/443-444")).toStrictEqual(
      ["10.0.0.0/8 tcp/443-444"],
    );
  });
});
