import { describe, expect, it } from "vitest";
import type { ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, observationOf, ruleOf } from "../testing/estate.ts";
import { flowChange, touchedSides } from "./flow-change.ts";
import type { PlanStep } from "./plan.ts";

describe("flows gained and lost", () => {
  const index = (rules: readonly (string | ObservedRule)[]) =>
    indexObservation(observationOf({ groups: [groupOf("sg-a", rules)] }, ["prefixLists"]));
  const side = { groupId: "sg-a", direction: "ingress" } as const;

  it("are those of the sides asked about, by rule", () => {
    const before = index(["tcp 22 10.0.0.0/8", ruleOf("tcp 1 10.0.0.0/8", "egress")]);
    const after = index(["tcp 23 10.0.0.0/8", ruleOf("tcp 2 10.0.0.0/8", "egress")]);
    expect(flowChange([side], before, after)).toEqual({
      gained: [{ ...side, peer: "10.0.0.0/8", service: "tcp/23" }],
      lost: [{ ...side, peer: "10.0.0.0/8", service: "tcp/22" }],
    });
  });

  it("name what could not be read by its own peer, unless it was named before", () => {
    const without = index([]);
    const list = index(["tcp 22 pl-1", "tcp 443 pl-1", ruleOf("tcp 1 pl-2", "egress")]);
    const lines = ["tcp/22", "tcp/443"].map((service) => ({ ...side, peer: "pl-1", service }));
    expect(flowChange([side], without, list)).toEqual({ gained: lines, lost: [] });
    expect(flowChange([side], list, without)).toEqual({ gained: [], lost: lines });
    expect(flowChange([side], list, list)).toEqual({ gained: [], lost: [] });
    const other = index(["tcp 22 pl-2"]);
    expect(flowChange([side], other, index(["tcp 22 pl-2", "tcp 25 pl-1"]))).toEqual({
      gained: [{ ...side, peer: "pl-1", service: "tcp/25" }],
      lost: [],
    });
  });

  it("name a group or network of which nobody can tell what is let through", () => {
    const far = (rules: readonly string[]) =>
      indexObservation(
        observationOf({ groups: [groupOf("sg-a", rules), groupOf("sg-far", [], { vpcId: "vpc-2" })] }),
      );
    const lines = (service: string, peer: string) => [{ ...side, peer, service }];
    expect(flowChange([side], far([]), far(["tcp 22 sg-far"])).gained).toEqual(lines("tcp/22", "sg-far"));
    expect(flowChange([side], far([]), far(["tcp 22-70000 10.0.0.0/8"])).gained).toEqual(
      lines("tcp", "10.0.0.0/8"),
    );
  });

  it("are none of a group that is not there", () => {
    const nowhere = { groupId: "sg-gone", direction: "ingress" } as const;
    expect(flowChange([nowhere], index(["tcp 22 pl-1"]), index([]))).toEqual({ gained: [], lost: [] });
  });
});

describe("the sides that steps touch", () => {
  const specified = (direction: "ingress" | "egress") => {
    const { ruleId: _, tags: __, ...rule } = ruleOf("tcp 22 10.0.0.0/8", direction);
    return rule;
  };
  const steps: Readonly<Record<string, PlanStep>> = {
    authorize: { action: "authorize", groupId: "sg-b", rule: specified("ingress"), tags: {} },
    revoke: { action: "revoke", groupId: "sg-a", rule: specified("egress"), ruleId: null },
    modify: {
      action: "modify",
      groupId: "sg-a",
      ruleId: "sgr-1",
      before: specified("ingress"),
      after: specified("ingress"),
    },
    describe: {
      action: "describe",
      groupId: "sg-c",
      rule: specified("ingress"),
      ruleId: null,
      description: "",
      tags: {},
    },
    create: { action: "create-group", groupId: "sg-d", name: "d", description: "", vpcId: "vpc-1", tags: {} },
    remove: { action: "delete-group", groupId: "sg-e", name: "e" },
    carry: { action: "set-interface-groups", interfaceId: "eni-1", before: ["sg-f"], after: ["sg-g"] },
  };
  const touched = (...names: readonly string[]) =>
    touchedSides(names.flatMap((name) => steps[name] ?? [])).map(
      ({ groupId, direction }) => `${groupId} ${direction}`,
    );

  it("are those of the rules they add, take and change, and both of groups that come and go; each once", () => {
    expect(touched("authorize", "revoke", "authorize", "modify")).toEqual([
      "sg-a egress",
      "sg-a ingress",
      "sg-b ingress",
    ]);
    expect(touched("create")).toEqual(["sg-d egress", "sg-d ingress"]);
    expect(touched("remove")).toEqual(["sg-e egress", "sg-e ingress"]);
    expect(touched("describe", "carry")).toEqual([]);
  });
});
