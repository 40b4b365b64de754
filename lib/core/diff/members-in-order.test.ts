/** Which interfaces of which stacks need a closer look, found in one pass over all. */
import { describe, expect, it } from "vitest";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { bindingOf, FOUR_TIERS, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import type { MembershipRule, Stack } from "#lib/core/tier/pattern.ts";
import { oddMembers } from "./members-in-order.ts";
import { membershipFindings } from "./membership.ts";

const SHOP = stackOf();
const BLOG = stackOf({
  name: "blog",
  bindings: [bindingOf("web", "sg-blog"), bindingOf("ssh-admin", "sg-blog-ssh")],
});

const item = (groupIds: readonly string[], more: Partial<ObservedInterface> = {}, id = "eni-1") =>
  interfaceOf(id, groupIds, [], more);

/** The odd interfaces by stack, for those of which it can be told; and what is found of each is what a closer look finds. */
const odd = (interfaces: readonly ObservedInterface[], stacks: readonly Stack[] = [SHOP, BLOG]) => {
  const index = indexObservation(observationOf({ interfaces }));
  const found = oddMembers(stacks, index);
  for (const [stack, some] of found)
    expect(membershipFindings(stack, index, some)).toStrictEqual(membershipFindings(stack, index));
  return Object.fromEntries(
    [...found].map(([{ name }, some]) => [name, some.map(({ interfaceId }) => interfaceId)]),
  );
};

const oddOf = (groupIds: readonly string[], more: Partial<ObservedInterface> = {}) =>
  odd([item(groupIds, more)], [SHOP]).shop;

describe("an interface", () => {
  it("is as its stack asks with one of the tiers that exclude each other and each of the others", () => {
    expect(oddOf(["sg-web", "sg-ssh"])).toEqual([]);
    expect(oddOf(["sg-ssh", "sg-x", "sg-db", "sg-db"])).toEqual([]);
    expect(oddOf(["sg-x"])).toEqual([]);
    expect(oddOf([])).toEqual([]);
  });

  it("is odd with none of them, with several, or without one of the others", () => {
    expect(oddOf(["sg-ssh"])).toEqual(["eni-1"]);
    expect(oddOf(["sg-web", "sg-app", "sg-ssh"])).toEqual(["eni-1"]);
    expect(oddOf(["sg-web"])).toEqual(["eni-1"]);
  });

  it("is odd where it is not the primary one, but for one that a service holds without an instance", () => {
    const service = { requesterId: "amazon-elb", requesterManaged: true };
    expect(oddOf(["sg-web", "sg-ssh"], { deviceIndex: 1 })).toEqual(["eni-1"]);
    expect(oddOf(["sg-web", "sg-ssh"], { instanceId: null, deviceIndex: null })).toEqual(["eni-1"]);
    const bare = { ...service, instanceId: null, deviceIndex: null };
    expect(oddOf(["sg-web", "sg-ssh"], bare)).toEqual([]);
    expect(oddOf(["sg-web"], bare)).toEqual([]);
    expect(oddOf(["sg-ssh"], bare)).toEqual(["eni-1"]);
    expect(oddOf(["sg-web", "sg-app"], bare)).toEqual(["eni-1"]);
    expect(oddOf(["sg-web"], { ...service, deviceIndex: 1 })).toEqual(["eni-1"]);
  });

  it("may carry any of the tiers where the pattern does not say that they exclude each other", () => {
    const rule = (membership: MembershipRule) => stackOf({ pattern: { ...FOUR_TIERS, membership } });
    const all = rule({ oneOf: [], all: ["ssh-admin"] });
    expect(odd([item(["sg-web", "sg-app", "sg-ssh"])], [all]).shop).toEqual([]);
    expect(odd([item(["sg-ssh"])], [all]).shop).toEqual([]);
    expect(odd([item(["sg-web"])], [all]).shop).toEqual(["eni-1"]);
    const one = rule({ oneOf: ["web", "app"], all: [] });
    expect(odd([item(["sg-web"])], [one]).shop).toEqual([]);
    expect(odd([item(["sg-ssh", "sg-db"])], [one]).shop).toEqual(["eni-1"]);
    const two = rule({ oneOf: ["web"], all: ["app", "ssh-admin"] });
    expect(odd([item(["sg-web", "sg-app", "sg-ssh"])], [two]).shop).toEqual([]);
    expect(odd([item(["sg-web", "sg-app"])], [two]).shop).toEqual(["eni-1"]);
  });
});

describe("interfaces of many stacks", () => {
  it("are told for each stack in the order in which they stand", () => {
    const interfaces = [
      item(["sg-web"], {}, "eni-3"),
      item(["sg-blog", "sg-blog-ssh"], {}, "eni-2"),
      item(["sg-x", "sg-blog"], {}, "eni-1"),
      item(["sg-ssh"], {}, "eni-0"),
    ];
    expect(odd(interfaces)).toEqual({ shop: ["eni-3", "eni-0"], blog: ["eni-1"] });
    expect(odd([])).toEqual({ shop: [], blog: [] });
  });

  it("say nothing of stacks that one of them belongs to at once", () => {
    const third = stackOf({ name: "third", bindings: [bindingOf("web", "sg-3"), bindingOf("app", "sg-4")] });
    for (const groupIds of [
      ["sg-web", "sg-x", "sg-blog"],
      ["sg-blog", "sg-ssh"],
    ])
      expect(odd([item(groupIds), item(["sg-3"], {}, "eni-2")], [SHOP, BLOG, third])).toEqual({
        third: ["eni-2"],
      });
  });

  it("say nothing of stacks that share a group, nor of one where several groups play a tier or one plays several", () => {
    const shares = stackOf({ name: "shares", bindings: [bindingOf("app", "sg-blog-ssh")] });
    expect(odd([item(["sg-web"])], [SHOP, BLOG, shares])).toEqual({ shop: ["eni-1"] });
    const wide = stackOf({ name: "wide", bindings: [bindingOf("web", "sg-1", "sg-2")] });
    const same = stackOf({ name: "same", bindings: [bindingOf("web", "sg-1"), bindingOf("db", "sg-1")] });
    const bare = stackOf({ name: "bare", bindings: [] });
    expect(odd([item(["sg-1"])], [SHOP, wide])).toEqual({ shop: [] });
    expect(odd([item(["sg-1"])], [same, BLOG])).toEqual({ blog: [] });
    expect(odd([item(["sg-1"])], [bare])).toEqual({ bare: [] });
  });

  it("say nothing while they were not all read", () => {
    const index = indexObservation(observationOf({ interfaces: [item(["sg-web"])] }, ["interfaces"]));
    expect(oddMembers([SHOP], index).size).toBe(0);
  });
});
