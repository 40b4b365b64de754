/** Why a group stays when its stack goes, word for word. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedGroup } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, stackOf } from "../testing/estate.ts";
import { deletableGroups } from "./deletable-groups.ts";

const STACK = stackOf({
  bindings: [bindingOf("web", "sg-web", "sg-web2"), bindingOf("app", "sg-app"), bindingOf("db", "sg-web")],
});

const asked = (
  groups: readonly ObservedGroup[],
  more: Partial<Omit<Observation, "parts">> = {},
  sharedWith: (groupId: string) => readonly string[] = () => [],
) => deletableGroups(STACK, indexObservation(observationOf({ groups, ...more })), sharedWith);

/** One group of the stack, and why it stays. */
const why = (
  more: Partial<ObservedGroup>,
  rest: Partial<Omit<Observation, "parts">> = {},
  sharedWith?: (groupId: string) => readonly string[],
) => asked([groupOf("sg-web", [], more)], rest, sharedWith).kept.map(({ because }) => because);

describe("the groups that go with a stack", () => {
  it("are those it binds, each once, in the pattern's order, as far as they are there", () => {
    const groups = ["sg-app", "sg-other", "sg-web"].map((groupId) => groupOf(groupId, []));
    expect(asked(groups)).toStrictEqual({ going: ["sg-web", "sg-app"], kept: [] });
    expect(asked([])).toStrictEqual({ going: [], kept: [] });
  });

  it("go though interfaces of the account carry them, and though they name each other or themselves", () => {
    const groups = [groupOf("sg-web", ["tcp 1 sg-app", "tcp 1 sg-web"]), groupOf("sg-app", ["tcp 2 sg-web"])];
    const interfaces = [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])];
    expect(asked(groups, { interfaces })).toStrictEqual({ going: ["sg-web", "sg-app"], kept: [] });
  });
});

describe("a group that stays", () => {
  it("is not ours to delete", () => {
    expect(why({ ownerId: "9" })).toEqual(["sg-web belongs to account 9; only its owner changes it."]);
    expect(why({ tags: { Terraform: "true" } })).toEqual([
      "sg-web is managed by Terraform, which would undo the change.",
    ]);
    expect(why({ rulesKnown: false })).toEqual(["The rules of sg-web could not be read."]);
    expect(why({ name: "default" })).toEqual([
      "sg-web is its VPC's default group, which EC2 does not delete.",
    ]);
  });

  it("is another stack's, too", () =>
    expect(why({}, {}, (groupId) => (groupId === "sg-web" ? ["blog", "cart"] : []))).toEqual([
      "sg-web plays a tier of blog, cart too.",
    ]));

  it("is carried by what is not ours to change", () => {
    const balancer = { requesterId: "amazon-elb", requesterManaged: true, instanceId: null };
    const ours = interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"]);
    expect(why({}, { interfaces: [ours, interfaceOf("eni-2", ["sg-web"], [], balancer)] })).toEqual([
      "eni-2, which Elastic Load Balancing manages, carries sg-web: take it off there first.",
    ]);
    expect(why({}, { interfaces: [ours, interfaceOf("eni-2", ["sg-web"], [], { ownerId: "9" })] })).toEqual([
      "eni-2 of account 9 carries sg-web.",
    ]);
  });

  it("holds those its rules name, and those hold others; each is told once, the first holder by name", () => {
    const groups = [
      groupOf("sg-web", ["tcp 1 sg-app"]),
      groupOf("sg-web2", []),
      groupOf("sg-app", ["tcp 2 sg-web2"]),
      groupOf("sg-x", ["tcp 3 sg-web"]),
    ];
    expect(asked(groups)).toStrictEqual({
      going: [],
      kept: [
        { groupId: "sg-web", because: "A rule of sg-x, which stays, names sg-web." },
        { groupId: "sg-app", because: "A rule of sg-web, which stays, names sg-app." },
        { groupId: "sg-web2", because: "A rule of sg-app, which stays, names sg-web2." },
      ],
    });
    const shared = asked(groups.slice(0, 3), {}, (groupId) => (groupId === "sg-app" ? ["blog"] : []));
    expect(shared.going).toEqual(["sg-web"]);
    expect(shared.kept.map(({ groupId }) => groupId)).toEqual(["sg-app", "sg-web2"]);
  });
});
