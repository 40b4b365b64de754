import { expect, it } from "vitest";
import { firstPoint, lastPoint } from "./protocol.ts";
import { equalServices, portRange, servicesOf, unionServices, wholeProtocol } from "./service-set.ts";

it("names ports and whole protocols by their places on the axis", () => {
  // icmp begins after protocol 0; tcp after icmp's 65,536 points and the four protocols between them.
  expect(firstPoint(1)).toBe(1);
  expect(firstPoint(6)).toBe(1 + 65_536 + 4);
  expect(portRange(6, 22, 25)).toEqual([{ from: 65_541 + 22, to: 65_541 + 25 }]);
  expect(portRange(6, 0, 65_535)).toEqual(wholeProtocol(6));
  expect(wholeProtocol(50)).toEqual([{ from: firstPoint(50), to: firstPoint(50) }]);
  expect(lastPoint(6) + 1).toBe(firstPoint(7));
});

it("unites without changing what was given, and tells lists of other lengths apart", () => {
  const ssh = portRange(6, 22, 22);
  const web = portRange(6, 80, 80);
  const both = unionServices(ssh, web);
  expect(both).toEqual([...ssh, ...web]);
  expect(ssh).toEqual(portRange(6, 22, 22));
  expect(equalServices(both, ssh)).toBe(false);
  expect(equalServices(ssh, both)).toBe(false);
  expect(equalServices(servicesOf([...web, ...ssh]), both)).toBe(true);
});
