import { describe, expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { parseFlows } from "#lib/core/net/flow-line.ts";
import { holdsPacket, printPacket, witnessOf } from "#lib/core/net/packet.ts";
import { flowsOfRectangle, rectanglesOf } from "#lib/core/net/rectangle.ts";
import { observationOf } from "#lib/core/testing/estate.ts";
import { linesOf } from "./line.ts";

const index = indexObservation(observationOf({ groups: [], interfaces: [], prefixLists: [] }));

const flows = (...lines: readonly string[]) => {
  const set = parseFlows(
    lines.map((line) => {
      const [peer = "", service = ""] = line.split(" ");
      return { peer, service };
    }),
  );
  if (!set.ok) throw new Error(JSON.stringify(set.problem));
  return set.value;
};

describe("the witness of a line", () => {
  it.each([
    ["10.0.0.0/8 tcp/20-25", "10.0.0.1 tcp/22"],
    ["10.0.0.0/8 tcp/8000-8001", "10.0.0.1 tcp/8000"],
    ["198.51.100.0/24 udp/50-60", "198.51.100.7 udp/53"],
    ["2001:db8::/32 tcp/443", "2001:db8::7 tcp/443"],
  ])("%s: %s", (line, expected) => {
    const [only, ...others] = linesOf(flows(line), index);
    expect(others).toEqual([]);
    expect(`${only?.peer} ${only?.service}`).toBe(line);
    expect(`${only?.witness.address} ${only?.witness.service}`).toBe(expected);
    expect(only?.witness.groupId).toBeNull();
  });

  it("names the group that nobody carries", () => {
    expect(linesOf(flows("sg-1 tcp/1-3389"), index)).toEqual([
      { peer: "sg-1", service: "tcp/1-3389", witness: { address: null, groupId: "sg-1", service: "tcp/22" } },
    ]);
  });

  it("is one packet of the line's own flows, whatever stands before it", () => {
    const set = flows("10.0.0.0/9 tcp/22", "10.0.0.0/8 tcp/443", "10.64.0.0/10 udp", "203.0.113.0/24 tcp/22");
    const rectangles = rectanglesOf(set);
    expect(rectangles.length).toBeGreaterThan(3);
    expect(linesOf(set, index).map(({ witness: { address, service } }) => `${address} ${service}`)).toEqual(
      rectangles.map((rectangle) => {
        const packet = witnessOf(flowsOfRectangle(rectangle));
        if (packet === null) throw new Error("A rectangle has flows.");
        expect(holdsPacket(set, packet)).toBe(true);
        const { peer, service } = printPacket(packet);
        return `${peer} ${service}`;
      }),
    );
  });
});
