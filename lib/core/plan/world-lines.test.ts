import { expect, test } from "vitest";
import { effectSentences } from "./effect-sentences.ts";
import type { FlowLine } from "./plan.ts";
import { splitWorld } from "./world-lines.ts";

const line = (peer: string, service = "tcp/22", groupId = "sg-1"): FlowLine => ({
  groupId,
  direction: "ingress",
  peer,
  service,
});

/** 0.0.0.0/0 without one host, as the canonical form cuts it. */
const allButOneHost = Array.from({ length: 32 }, (_, bit) => {
  const host = 0xcb007107;
  const flipped = (host ^ (1 << bit)) >>> 0;
  const base = ((flipped >>> bit) << bit) >>> 0;
  const dotted = [24, 16, 8, 0].map((shift) => (base >>> shift) & 255).join(".");
  return line(`${dotted}/${32 - bit}`);
});

const names = {
  stack: "shop",
  group: (groupId: string) => (groupId === "sg-1" ? "ssh-admin" : groupId),
  peer: () => null,
  sharedWith: () => [],
};

test("everything but one host is told as most of the Internet, once", () => {
  const laptop = line("203.0.113.9/32", "tcp/3306");
  expect(effectSentences([], [...allButOneHost, laptop], names)).toEqual([
    "Most of the Internet (32 ranges) can no longer open new tcp/22 connections to ssh-admin.",
    "203.0.113.9 can no longer open new tcp/3306 connections to ssh-admin.",
  ]);
});

test("many small networks are not the Internet", () => {
  const offices = Array.from({ length: 40 }, (_, index) => line(`198.51.${index}.0/24`));
  expect(splitWorld(offices)).toEqual({ world: [], others: offices });
});

test("groups are told apart", () => {
  const other = allButOneHost.map((each) => ({ ...each, groupId: "sg-2" }));
  expect(splitWorld([...allButOneHost, ...other]).world.map(({ groupId }) => groupId)).toEqual([
    "sg-1",
    "sg-2",
  ]);
});

/** The four quarters of the Internet. */
const quarters = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"].map((peer) => line(peer));

test("four ranges that are most of it are one thing, three are told one by one", () => {
  expect(splitWorld(quarters)).toEqual({
    world: [{ groupId: "sg-1", direction: "ingress", services: ["tcp/22"], ranges: 4 }],
    others: [],
  });
  expect(splitWorld(quarters.slice(1))).toEqual({ world: [], others: quarters.slice(1) });
  expect(splitWorld([])).toEqual({ world: [], others: [] });
});

test("ranges are counted once, whatever is open to them", () => {
  const both = quarters.flatMap((each) => [each, { ...each, service: "tcp/443" }]);
  expect(splitWorld(both).world).toEqual([
    { groupId: "sg-1", direction: "ingress", services: ["tcp/22", "tcp/443"], ranges: 4 },
  ]);
});

test("lines of other services, of groups, and those that cannot be read stay as they are", () => {
  const others = [
    line("10.0.0.0/8", "udp/53"),
    line("sg-9"),
    line("8.0.0.0/8", "odd"),
    line("8.0.0.0/8", "tcp/1-30"),
  ];
  expect(splitWorld([...quarters, others[0] ?? line("")])).toMatchObject({
    world: [{ ranges: 4 }],
    others: others.slice(0, 1),
  });
  expect(splitWorld([...quarters, others[1] ?? line("")]).others).toEqual(others.slice(1, 2));
  expect(splitWorld([...quarters, others[3] ?? line("")]).others).toEqual(others.slice(3, 4));
  // One line that is no flow keeps its group and direction from being told as one, and no other's.
  const far = quarters.map((each) => ({ ...each, groupId: "sg-2" }));
  expect(splitWorld([...quarters, others[2] ?? line(""), ...far])).toEqual({
    world: [{ groupId: "sg-2", direction: "ingress", services: ["tcp/22"], ranges: 4 }],
    others: [...quarters, ...others.slice(2, 3)],
  });
});

test("ways in and out are told apart", () => {
  const out = quarters.map((each) => ({ ...each, direction: "egress" as const }));
  expect(splitWorld([...quarters, ...out]).world.map(({ direction }) => direction)).toEqual([
    "ingress",
    "egress",
  ]);
  const half = [...quarters.slice(0, 2), ...out.slice(2)];
  expect(splitWorld(half)).toEqual({ world: [], others: half });
});
