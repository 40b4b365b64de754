/** Who is told of in what a stack's interfaces carry, and how. */
import { describe, expect, it } from "vitest";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { bindingOf, FOUR_TIERS, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import type { MembershipRule, TierBinding } from "#lib/core/tier/pattern.ts";
import { membershipFindings } from "./membership.ts";

const RULE: MembershipRule = { oneOf: ["web", "app", "db"], all: ["ssh-admin"] };

const found = (interfaces: readonly ObservedInterface[], membership = RULE) =>
  membershipFindings(
    stackOf({ pattern: { ...FOUR_TIERS, membership } }),
    indexObservation(observationOf({ interfaces })),
  );
const ids = (...given: Parameters<typeof found>) => found(...given).map(({ id }) => id);
const item = (groupIds: readonly string[], more: Partial<ObservedInterface> = {}, id = "eni-1") =>
  interfaceOf(id, groupIds, [], more);

describe("what interfaces carry", () => {
  it("is told in full, with the stack's groups alone", () =>
    expect(found([item(["sg-x", "sg-db", "sg-web"])])).toStrictEqual([
      {
        kind: "several-tiers",
        id: "several-tiers/eni-1",
        tier: null,
        tiers: ["web", "db"],
        interfaceId: "eni-1",
        instanceId: "i-1",
        groupIds: ["sg-web", "sg-db"],
      },
      {
        kind: "no-door",
        id: "no-door/ssh-admin/eni-1",
        tier: "ssh-admin",
        tiers: ["web", "db"],
        interfaceId: "eni-1",
        instanceId: "i-1",
        groupIds: ["sg-web", "sg-db"],
      },
    ]));

  it("is told by interface, whatever their order", () => {
    const two = [item(["sg-web"], {}, "eni-2"), item(["sg-app"], {}, "eni-1")];
    const answer = ["no-door/ssh-admin/eni-1", "no-door/ssh-admin/eni-2"];
    expect([ids(two), ids(two.toReversed())]).toEqual([answer, answer]);
  });

  it("is any of the tiers where the pattern does not say that they exclude each other", () => {
    const rule = { oneOf: [], all: ["ssh-admin"] };
    expect(ids([item(["sg-web"])], rule)).toEqual(["no-door/ssh-admin/eni-1"]);
    expect(ids([item(["sg-web", "sg-db", "sg-ssh"])], rule)).toEqual([]);
    expect(ids([item(["sg-ssh"])], rule)).toEqual([]);
  });

  it("lacks a tier that is no door, or one that the pattern does not describe", () => {
    const rule = { oneOf: ["web"], all: ["db", "ssh-admin", "backup"] };
    expect(ids([item(["sg-web", "sg-ssh"])], rule)).toEqual([
      "lacks-tier/db/eni-1",
      "lacks-tier/backup/eni-1",
    ]);
  });

  it("is only listed where the interface is attached to nothing, or is not the primary one", () => {
    for (const more of [
      { instanceId: null, deviceIndex: null },
      { instanceId: "i-9", deviceIndex: 1 },
    ]) {
      expect(ids([item(["sg-web", "sg-ssh"], more)])).toEqual(["listed-interface/eni-1"]);
      expect(ids([item(["sg-web"], more)])).toEqual(["listed-interface/eni-1"]);
    }
  });

  it("concerns the primary interface of an instance whose further one carries a tier, unless it is as asked", () => {
    const further = { instanceId: "i-1", deviceIndex: 1 };
    const beside = item(["sg-web"], further, "eni-9");
    expect(ids([item(["sg-x"]), beside])).toEqual([
      "no-tier/eni-1",
      "no-door/ssh-admin/eni-1",
      "listed-interface/eni-9",
    ]);
    expect(ids([beside, item(["sg-db", "sg-ssh"])])).toEqual(["listed-interface/eni-9"]);
    expect(ids([beside, item([], {}, "eni-2"), item(["sg-x"], { deviceIndex: 1 }, "eni-3")])).toEqual([
      "listed-interface/eni-9",
    ]);
    const loose = item(["sg-web"], { instanceId: null, deviceIndex: null }, "eni-9");
    expect(ids([item([]), loose])).toEqual(["listed-interface/eni-9"]);
  });

  it("is judged anew for each interface where several groups play a tier, or one group plays several", () => {
    const bound = (...bindings: readonly TierBinding[]) =>
      membershipFindings(
        stackOf({ bindings }),
        indexObservation(observationOf({ interfaces: [item(["sg-1", "sg-2"])] })),
      ).map(({ id }) => id);
    expect(bound(bindingOf("web", "sg-1", "sg-2"), bindingOf("ssh-admin", "sg-3"))).toEqual([
      "no-door/ssh-admin/eni-1",
    ]);
    expect(bound(bindingOf("web", "sg-1", "sg-2"), bindingOf("ssh-admin", "sg-2"))).toEqual([]);
    expect(bound(bindingOf("web", "sg-1"), bindingOf("app", "sg-1"), bindingOf("ssh-admin", "sg-2"))).toEqual(
      ["several-tiers/eni-1"],
    );
  });

  it("is one tier where a service owns the interface, attached or not", () => {
    const service = { requesterId: "amazon-elb", requesterManaged: true };
    for (const more of [service, { ...service, instanceId: null, deviceIndex: null }]) {
      expect(ids([item(["sg-web"], more)])).toEqual([]);
      expect(ids([item(["sg-ssh"], more)])).toEqual(["no-tier/eni-1"]);
      expect(ids([item(["sg-web", "sg-app"], more)])).toEqual(["several-tiers/eni-1"]);
    }
  });
});

it("what they carry cannot be told while not all were read, and nothing else is", () =>
  expect(
    membershipFindings(
      stackOf(),
      indexObservation(observationOf({ interfaces: [item(["sg-web"])] }, ["interfaces"])),
    ),
  ).toStrictEqual([
    {
      kind: "unknown",
      id: "unknown/members",
      tier: null,
      direction: null,
      subject: "members",
      groupId: null,
      ruleKey: null,
      ruleIds: [],
      rule: null,
      lines: [],
      witness: null,
    },
  ]));
