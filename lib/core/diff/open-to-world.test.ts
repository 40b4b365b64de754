/** Which of several sets of flows open something to the Internet, each told for itself. */
import { describe, expect, it } from "vitest";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type FlowSet, flowsWithCidrs, flowsWithGroups, NO_FLOWS } from "#lib/core/net/flow-set.ts";
import { NO_SERVICES, portRange } from "#lib/core/net/service-set.ts";
import { worldServices } from "./open-to-world.ts";

const open = (cidr: string, port: number): FlowSet => {
  const read = canonicaliseCidr(cidr);
  if (!read.ok) throw new Error(`${cidr} is no network.`);
  return flowsWithCidrs([read.value], portRange(6, port, port));
};
const tcp = (port: number) => portRange(6, port, port);

describe("what is open to the Internet", () => {
  it("is told for each set in its place, and is nothing where none is", () => {
    expect(worldServices([])).toEqual([]);
    expect(worldServices([NO_FLOWS, open("10.0.0.0/8", 22), flowsWithGroups(["sg-1"], tcp(22))])).toEqual([
      NO_SERVICES,
      NO_SERVICES,
      NO_SERVICES,
    ]);
    expect(worldServices([open("10.0.0.0/8", 22), open("0.0.0.0/0", 22), open("::/0", 23)])).toEqual([
      NO_SERVICES,
      tcp(22),
      tcp(23),
    ]);
  });

  it("is told of each piece where only several together are", () => {
    const eighths = ["8.0.0.0/5", "16.0.0.0/5", "24.0.0.0/5", "32.0.0.0/5", "40.0.0.0/5", "48.0.0.0/5"];
    const more = ["56.0.0.0/5", "64.0.0.0/5", "72.0.0.0/5", "80.0.0.0/5"];
    const pieces = [...eighths, ...more].map((cidr) => open(cidr, 22));
    expect(worldServices(pieces.slice(0, 2))).toEqual([NO_SERVICES, NO_SERVICES]);
    expect(worldServices([...pieces, open("10.0.0.0/8", 22), open("8.0.0.0/5", 23)])).toEqual([
      ...pieces.map(() => tcp(22)),
      NO_SERVICES,
      NO_SERVICES,
    ]);
    // Beside one that is open alone, a piece is no more than a piece.
    expect(worldServices([...pieces, open("0.0.0.0/0", 22)])).toEqual([
      ...pieces.map(() => NO_SERVICES),
      tcp(22),
    ]);
  });
});
