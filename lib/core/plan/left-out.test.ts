import { describe, expect, it } from "vitest";
import type { Finding } from "../diff/finding.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, observationOf } from "../testing/estate.ts";
import { whyDoorIsClosed } from "./closed-door.ts";
import { untouchable, whyLeftOut } from "./left-out.ts";

const index = indexObservation(
  observationOf({
    groups: [
      groupOf("sg-ok", []),
      groupOf("sg-foreign", [], { ownerId: "999999999999" }),
      groupOf("sg-eks", [], { tags: { "aws:eks:cluster-name": "prod" } }),
      groupOf("sg-unread", [], { rulesKnown: false }),
    ],
  }),
);

describe("a group that no plan touches", () => {
  it.each([
    ["sg-ok", null],
    ["sg-gone", "sg-gone was not found."],
    ["sg-foreign", "sg-foreign belongs to account 999999999999; only its owner changes it."],
    ["sg-eks", "sg-eks is managed by EKS, which would undo the change."],
    ["sg-unread", "The rules of sg-unread could not be read."],
  ])("%s: %s", (groupId, why) => expect(untouchable(groupId, index)).toBe(why));

  it.each([
    ["sg-ok", null],
    ["sg-gone", "The group sg-gone was not found."],
    ["sg-foreign", "The group sg-foreign belongs to account 999999999999; only its owner changes it."],
    ["sg-unread", "The rules of sg-unread could not be read, so nothing is planned for it."],
  ])("as a door, %s: %s", (groupId, why) => expect(whyDoorIsClosed(groupId, "shop", index)).toBe(why));
});

describe("a finding that people must put right", () => {
  const finding = (kind: Finding["kind"], groupId: string | null = "sg-ok") => ({ kind, groupId }) as Finding;

  it.each(["missing", "extra", "too-wide", "redundant", "stale-reference"] as const)(
    "%s is planned unless its group is not to be touched",
    (kind) => {
      expect(whyLeftOut(finding(kind), index)).toBeNull();
      expect(whyLeftOut(finding(kind, "sg-eks"), index)).toMatch(/managed by EKS/);
    },
  );

  it.each([
    ["unknown", /nothing is changed on a guess/],
    ["unbound", /No group plays this tier: bind one/],
    ["group-gone", /no longer exists: bind another/],
    ["group-elsewhere", /another VPC: bind another/],
    ["several-tiers", /for people to say/],
    ["no-tier", /for people to say/],
    ["listed-interface", /No membership rule/],
  ] as const)("%s: %s", (kind, words) => expect(whyLeftOut(finding(kind), index)).toMatch(words));

  it.each(["no-door", "lacks-tier"] as const)("%s is planned", (kind) =>
    expect(whyLeftOut(finding(kind), index)).toBeNull(),
  );
});
