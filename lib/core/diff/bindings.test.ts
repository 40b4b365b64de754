import { describe, expect, it } from "vitest";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { bindingOf, groupOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { bindingFindings } from "./bindings.ts";

const STACK = stackOf({ bindings: [bindingOf("web", "sg-1", "sg-2"), bindingOf("app", "sg-1")] });
const OPEN_TIERS = ["db", "ssh-admin"].map((tier) => ({
  kind: "unbound",
  id: `unbound/${tier}`,
  tier,
  groupId: null,
}));

const found = (groups: readonly ObservedGroup[], unread: readonly "groups"[] = []) =>
  bindingFindings(STACK, indexObservation(observationOf({ groups }, unread)));

const sg = (groupId: string, more: Partial<ObservedGroup> = {}) => groupOf(groupId, [], more);

describe("the groups that play a stack's tiers", () => {
  it("are missing where nobody bound one", () =>
    expect(found([sg("sg-1"), sg("sg-2")])).toStrictEqual(OPEN_TIERS));

  it("are gone where they surely are: each of them is told for each tier it plays", () => {
    expect(found([])).toStrictEqual([
      { kind: "group-gone", id: "group-gone/web/sg-1", tier: "web", groupId: "sg-1" },
      { kind: "group-gone", id: "group-gone/web/sg-2", tier: "web", groupId: "sg-2" },
      { kind: "group-gone", id: "group-gone/app/sg-1", tier: "app", groupId: "sg-1" },
      ...OPEN_TIERS,
    ]);
    expect(found([], ["groups"])).toStrictEqual(OPEN_TIERS);
  });

  it("are elsewhere when neither their VPC nor one they are associated with is the stack's", () => {
    const far = { vpcId: "vpc-2" };
    expect(found([sg("sg-1"), sg("sg-2", far)])).toStrictEqual([
      { kind: "group-elsewhere", id: "group-elsewhere/web/sg-2", tier: "web", groupId: "sg-2" },
      ...OPEN_TIERS,
    ]);
    for (const more of [{ vpcId: null }, { ...far, associatedVpcIds: ["vpc-3", "vpc-1"] }])
      expect(found([sg("sg-1"), sg("sg-2", more)])).toStrictEqual(OPEN_TIERS);
    expect(found([sg("sg-1"), sg("sg-2", { ...far, associatedVpcIds: ["vpc-3"] })])).toHaveLength(3);
  });
});
