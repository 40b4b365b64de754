import { expect, it } from "vitest";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";
import { sideOrder } from "./side-order.ts";

const VPC = ["account:1", "region:1/eu", "vpc:1/eu/vpc-1"];
const STACK = (name: string) => [...VPC, `stack:1/eu/vpc-1/${name}`];

const nodeOf = (id: string, more: Partial<ShownNode>): ShownNode => ({
  id,
  kind: "group",
  level: null,
  label: id,
  members: [],
  marks: {},
  interfaces: 0,
  plays: null,
  tiers: [],
  within: [],
  ...more,
});

const played = (id: string, stack: string, tier: string, order: number) =>
  nodeOf(id, {
    plays: { stack, tier, order, role: "workload" },
    within: [...STACK(stack), `tier:1/eu/vpc-1/${stack}/${tier}`],
  });

it("has stacks beside one another, tiers as their pattern has them, and what is in no stack after them", () => {
  const nodes = [
    nodeOf("internet", { kind: "internet" }),
    nodeOf("outside:sources", { kind: "cluster", level: "outside" }),
    nodeOf("sg-1", { within: STACK("") }),
    played("sg-2", "shop", "db", 2),
    played("sg-3", "ledger", "app", 1),
    played("sg-4", "shop", "app", 1),
    played("sg-5", "ledger", "web", 0),
    nodeOf("tier:1/eu/vpc-1/shop/web", {
      kind: "cluster",
      level: "tier",
      plays: { stack: "shop", tier: "web", order: 0, role: "workload" },
      within: STACK("shop"),
    }),
    nodeOf("stack:1/eu/vpc-1/other", { kind: "cluster", level: "stack", within: VPC }),
    nodeOf("account:0", { kind: "cluster", level: "account" }),
  ];
  expect(sideOrder(nodes).map((place) => nodes[place]?.id)).toEqual([
    "internet",
    "outside:sources",
    "account:0",
    "sg-5",
    "sg-3",
    "stack:1/eu/vpc-1/other",
    "tier:1/eu/vpc-1/shop/web",
    "sg-4",
    "sg-2",
    "sg-1",
  ]);
});
