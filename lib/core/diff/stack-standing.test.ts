/** What is said of many stacks at once is what is said of each in full. */
import { describe, expect, it } from "vitest";
import type { ObservedPart } from "#lib/core/group/observation.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { diffStack } from "./diff-stack.ts";
import { stackFindings } from "./stack-findings.ts";
import { stackStanding } from "./stack-standing.ts";

const BROKEN = stackOf({
  bindings: [bindingOf("web", "sg-gone"), bindingOf("app", "sg-far", "sg-app"), bindingOf("db", "sg-db")],
});
const seen = (unread: readonly ObservedPart[] = []) =>
  observationOf(
    {
      groups: [
        groupOf("sg-far", [], { vpcId: "vpc-2" }),
        groupOf("sg-app", ["tcp 8080 0.0.0.0/0"]),
        groupOf("sg-db", ["tcp 3306 sg-app"]),
        groupOf("sg-ssh", []),
      ],
      interfaces: [interfaceOf("eni-1", ["sg-app", "sg-db"], ["10.0.0.1/32"])],
    },
    unread,
  );

describe("a stack among many", () => {
  it.each<[string, Stack, readonly ObservedPart[]]>([
    ["with tiers that nobody plays, or groups that are gone or elsewhere", BROKEN, []],
    ["whose interfaces were not read", stackOf(), ["interfaces"]],
    ["whose groups were not read", BROKEN, ["groups"]],
  ])("%s, has the findings and tiers of the stack alone", (_, stack, unread) => {
    const { findings, summary, tiers } = diffStack(stack, seen(unread));
    expect(findings.length).toBeGreaterThan(0);
    const found = stackFindings(stack, seen(unread));
    expect(found).toStrictEqual({ findings, summary });
    expect(stackStanding(stack, found)).toStrictEqual({
      findings,
      summary,
      tiers: tiers.map(({ tier, role, groupIds, summary: own }) => ({ tier, role, groupIds, summary: own })),
    });
  });

  it("has a tier that cannot be judged where each instance should carry it and nobody saw who does", () => {
    const states = (unread: readonly ObservedPart[]) =>
      stackStanding(stackOf(), stackFindings(stackOf(), observationOf({}, unread))).tiers.map(
        ({ summary }) => summary.counts.unknown,
      );
    expect(states([])).toEqual([0, 0, 0, 0]);
    expect(states(["interfaces"])).toEqual([0, 0, 0, 1]);
    const group = groupOf("sg-web", [], { rulesKnown: false });
    const unread = stackFindings(stackOf(), observationOf({ groups: [group] }));
    expect(stackStanding(stackOf(), unread).tiers.map(({ summary }) => summary.counts.unknown)).toEqual([
      2, 0, 0, 0,
    ]);
  });

  it("is not looked at in another account or Region", () => {
    const words = "Stack shop lives in 111122223333 eu-central-1, the observation does not.";
    for (const other of [{ region: "us-east-1" }, { accountId: "999999999999" }]) {
      expect(() => stackFindings(stackOf(), { ...seen(), ...other })).toThrow(words);
      expect(() => diffStack(stackOf(), { ...seen(), ...other })).toThrow(words);
    }
  });
});
