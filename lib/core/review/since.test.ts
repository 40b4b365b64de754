import { expect, it } from "vitest";
import type { Evidence, EvidencedReach } from "./evidence.ts";
import { changesSince } from "./since.ts";

const reach = (verdict: EvidencedReach["verdict"], interfaces = 0): EvidencedReach => ({
  verdict,
  sentence: "",
  interfaces,
  instances: 0,
  seenAt: null,
});

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  title: "SSH to shop from 203.0.113.7/32",
  stack: "shop",
  account: "Production",
  region: "eu-central-1",
  owner: null,
  source: "laptop",
  peer: "203.0.113.7/32",
  service: "tcp/22",
  groupId: "sg-door",
  why: "",
  began: null,
  ends: null,
  reviewBy: null,
  asked: null,
  approved: [],
  lastReview: null,
  lastChange: null,
  entries: [],
  reach: reach("yes", 2),
  ...more,
});

const reached = (then: EvidencedReach, now: EvidencedReach): readonly string[] =>
  changesSince(evidence({ reach: then }), evidence({ reach: now }));

it("says nothing of what is as it was", () => {
  expect(changesSince(evidence(), evidence())).toEqual([]);
});

it("counts what was reached and is reached where both are sure", () => {
  expect(reached(reach("yes", 2), reach("yes", 3))).toEqual([
    "It reached 2 interfaces, and now it reaches 3 interfaces.",
  ]);
  expect(reached(reach("yes", 1), reach("no"))).toEqual(["It reached 1 interface, and now it reaches none."]);
});

it("never says 0 of what could not be told", () => {
  expect(reached(reach("unknown"), reach("no"))).toEqual([
    "It could not be told what it reached, and now it reaches none.",
  ]);
  expect(reached(reach("yes", 2), reach("unknown"))).toEqual([
    "It reached 2 interfaces, and now it cannot be told what it reaches.",
  ]);
  expect(reached(reach("not-seen"), reach("ungoverned")).join()).not.toMatch(/\d/);
});

it("does not say that a source opens nothing where its stack lost the group while its rule may stand", () => {
  expect(changesSince(evidence(), evidence({ groupId: null, service: null }))).toEqual([
    "Its stack has no group for it any more; a rule of it may still stand in sg-door.",
  ]);
});
