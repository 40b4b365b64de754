import { describe, expect, it } from "vitest";
import { firstPoint, LAST_SERVICE, lastPoint, parseProtocol, protocolAt } from "./protocol.ts";

describe("a protocol as EC2 or a person writes it", () => {
  it.each([
    ["tcp", 6],
    ["TCP", 6],
    ["6", 6],
    ["icmpv6", 58],
    ["0", 0],
    ["9", 9],
    ["47", 47],
    ["255", 255],
    ["-1", "all"],
    ["All", "all"],
    ["256", null],
    ["999", null],
    ["1000", null],
    ["06", null],
    ["00", null],
    ["6 ", null],
    [" 6", null],
    ["x6", null],
    ["6x", null],
    ["1x", null],
    ["", null],
    ["gre", null],
    ["toString", null],
  ])("%j is %j", (text, protocol) => expect(parseProtocol(text)).toBe(protocol));
});

describe("the service axis", () => {
  it("begins with protocol 0, ends with 255, and leaves out nothing between", () => {
    expect(firstPoint(0)).toBe(0);
    expect(lastPoint(255)).toBe(LAST_SERVICE);
    for (let protocol = 0; protocol < 255; protocol += 1)
      expect(firstPoint(protocol + 1)).toBe(lastPoint(protocol) + 1);
    expect(LAST_SERVICE).toBe(4 * 65_536 + 252 - 1);
  });

  it.each([0, 1, 6, 17, 58, 59, 255])("the points of %i are its own", (protocol) => {
    expect(protocolAt(firstPoint(protocol))).toBe(protocol);
    expect(protocolAt(lastPoint(protocol))).toBe(protocol);
  });
});
