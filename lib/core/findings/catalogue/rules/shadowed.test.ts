import { describe, expect, it } from "vitest";
import { evaluateCase, tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { groupOf, interfaceOf, observationOf, sourceOf, stackOf } from "#lib/core/testing/estate.ts";
import { shadowed } from "./shadowed.ts";

const groups = [groupOf("sg-a", ["tcp 22 10.1.0.0/16"]), groupOf("sg-b", ["tcp 0-100 10.0.0.0/8"])];
const both = interfaceOf("eni-1", ["sg-a", "sg-b"], ["10.0.0.4/32"]);
const only = interfaceOf("eni-2", ["sg-a"], ["10.0.0.5/32"]);
const SAYS = ["sure sg-a/ingress tcp 22:22 10.1.0.0/16"];

describe("a rule that another group of the interface makes needless", () => {
  tryCases(shadowed, [
    { name: "on every interface", observation: observationOf({ groups, interfaces: [both] }), says: SAYS },
    {
      name: "on one interface of two",
      observation: observationOf({ groups, interfaces: [both, only] }),
      says: [],
    },
    { name: "carried by nothing", observation: observationOf({ groups }), says: [] },
    {
      name: "by packet, as members are today",
      observation: observationOf({
        groups: [
          groupOf("sg-a", ["tcp 22 sg-m"]),
          groupOf("sg-b", ["tcp 22 10.0.0.0/8"]),
          groupOf("sg-m", []),
        ],
        interfaces: [both, interfaceOf("eni-3", ["sg-m"], ["10.0.9.9/32"])],
      }),
      says: ["sure sg-a/ingress tcp 22:22 sg-m"],
    },
    {
      name: "a list that could not be read might",
      observation: observationOf({
        groups: [groupOf("sg-a", ["tcp 22 10.1.0.0/16"]), groupOf("sg-b", ["tcp 22 pl-9"])],
        interfaces: [both],
      }),
      says: ["cannot-tell sg-a/ingress/unread", "cannot-tell sg-b/ingress/unread"],
    },
    {
      name: "interfaces as they once were",
      observation: observationOf({ groups, interfaces: [both] }, ["interfaces"]),
      says: ["cannot-tell unread-interfaces"],
    },
  ]);

  it("does not count a rule that a model says should go", () => {
    const estate = observationOf({
      groups: [
        groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "-1 * 0.0.0.0/0"]),
        groupOf("sg-app", ["tcp 8080 sg-web"]),
        groupOf("sg-db", ["tcp 3306 sg-app"]),
        groupOf("sg-ssh", ["tcp 22 198.51.100.0/24"]),
      ],
      interfaces: [interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.0.4/32"])],
    });
    const about = (found: readonly { readonly about: string }[]) => found.map((each) => each.about);
    const door = "sg-ssh/ingress tcp 22:22 198.51.100.0/24";
    expect(about(evaluateCase(shadowed, { observation: estate }))).toStrictEqual([door]);
    expect(about(evaluateCase(shadowed, { observation: estate, stacks: [stackOf()] }))).toStrictEqual([]);
  });

  it("leaves a rule alone that a model asks for in this group", () => {
    const listed = ["tcp 22 198.51.100.0/24"];
    const estate = observationOf({
      groups: [
        groupOf("sg-web", []),
        groupOf("sg-app", []),
        groupOf("sg-db", []),
        groupOf("sg-ssh", listed),
        groupOf("sg-other", listed),
      ],
      interfaces: [interfaceOf("eni-1", ["sg-other", "sg-ssh"], ["10.0.0.4/32"])],
    });
    const shop = stackOf({ openSources: [sourceOf("198.51.100.0/24")] });
    const found = evaluateCase(shadowed, { observation: estate, stacks: [shop] });
    expect(found.map(({ about }) => about)).toStrictEqual(["sg-other/ingress tcp 22:22 198.51.100.0/24"]);
  });
});
