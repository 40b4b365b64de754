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
