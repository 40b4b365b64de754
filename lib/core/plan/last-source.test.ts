import { describe, expect, it } from "vitest";
import type { ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { portRange } from "../net/service-set.ts";
import {
  bindingOf,
  FOUR_TIERS,
  groupOf,
  observationOf,
  ruleOf,
  stackOf,
  tcp,
  tierOf,
} from "../testing/estate.ts";
import type { DirectionModel, MeantFlow } from "../tier/pattern.ts";
import { doorOf, removesLastSource } from "./last-source.ts";

const granted = (...ports: readonly number[]): MeantFlow => ({
  peer: { kind: "granted-sources" },
  services: ports.map(tcp),
});
const stackWith = (...models: readonly DirectionModel[]) =>
  stackOf({
    pattern: { ...FOUR_TIERS, tiers: models.map((ingress, at) => tierOf(`tier-${at}`, [], { ingress })) },
    bindings: [bindingOf("tier-0", "sg-0"), bindingOf("tier-1", "sg-1", "sg-2")],
  });

const web: MeantFlow = { peer: { kind: "anyone" }, services: [tcp(80)] };

describe("the door of a stack", () => {
  it("is the first tier that takes granted sources, with all that it opens to them", () => {
    const stack = stackWith(
      { mode: "list", flows: [web] },
      { mode: "list", flows: [web, granted(22, 24), granted(23)] },
      { mode: "list", flows: [granted(99)] },
    );
    const door = doorOf(stack);
    expect(door?.tier.name).toBe("tier-1");
    expect(door?.services).toEqual(portRange(6, 22, 24));
  });

  it("is none where no tier lists granted sources", () => {
    expect(
      doorOf(stackWith({ mode: "list", flows: [web] }, { mode: "any" }, { mode: "unmanaged" })),
    ).toBeNull();
    expect(doorOf(stackWith())).toBeNull();
  });
});

describe("the last source of a stack", () => {
  const door = stackWith({ mode: "list", flows: [web] }, { mode: "list", flows: [granted(22)] });
  const state = (
    first: readonly (string | ObservedRule)[],
    second: readonly (string | ObservedRule)[] = [],
  ) =>
    indexObservation(
      observationOf({
        groups: [groupOf("sg-0", ["tcp 22 ::/0"]), groupOf("sg-1", first), groupOf("sg-2", second)],
      }),
    );
  const isRemoved = (before: ReturnType<typeof state>, after: ReturnType<typeof state>, stack = door) =>
    removesLastSource(stack, before, after);
  const OPEN = state(["tcp 22 10.0.0.0/8"]);

  it("goes where somebody could open SSH before, and nobody can after", () => {
    expect(isRemoved(OPEN, state([]))).toBe(true);
    expect(isRemoved(OPEN, OPEN)).toBe(false);
    expect(isRemoved(state([]), state([]))).toBe(false);
    expect(isRemoved(state([]), OPEN)).toBe(false);
  });

  it("is by any of the door's groups, on the door's service, on the way in", () => {
    expect(isRemoved(OPEN, state([], ["tcp 20-30 10.0.0.0/8"]))).toBe(false);
    expect(isRemoved(OPEN, state(["tcp 23 10.0.0.0/8", "udp 22 10.0.0.0/8"]))).toBe(true);
    expect(isRemoved(OPEN, state([ruleOf("tcp 22 10.0.0.0/8", "egress")]))).toBe(true);
  });

  it("may be one that nobody can tell, which counts as open", () => {
    expect(isRemoved(OPEN, state(["tcp 22 pl-unread"]))).toBe(false);
    expect(isRemoved(state(["tcp 22 pl-unread"]), state([]))).toBe(true);
  });

  it("is nothing that a stack without a door has", () =>
    expect(isRemoved(OPEN, state([]), stackWith({ mode: "list", flows: [web] }, { mode: "any" }))).toBe(
      false,
    ));
});
