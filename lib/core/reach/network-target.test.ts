import { describe, expect, it } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import type { ReachAnswer } from "./answer.ts";
import { canReach } from "./can-reach.ts";
import { readReachPeer, readReachServices, readReachTarget } from "./read-question.ts";

const answered = <Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

const ask = (seen: Observation, peer: string, target: string, services: string): ReachAnswer =>
  answered(
    canReach(
      {
        peer: answered(readReachPeer(peer)),
        target: answered(readReachTarget(target)),
        services: answered(readReachServices(services)),
      },
      { index: indexObservation(seen), stack: null, sources: [] },
    ),
  );

const groups = [groupOf("sg-web", ["tcp 22 0.0.0.0/0", ruleOf("-1 * 0.0.0.0/0", "egress")])];
const stale = [interfaceOf("eni-old", ["sg-web"], ["10.0.1.9/32"])];

describe.each([
  ["never read, nor the VPCs", observationOf({ groups, vpcs: [] }, ["interfaces", "vpcs"])],
  ["never read", observationOf({ groups }, ["interfaces"])],
  ["as they once were", observationOf({ groups, interfaces: stale }, ["interfaces"])],
] as const)("interfaces %s", (_, seen) => {
  it("nobody can tell who is at home at an address inside", () => {
    const answer = ask(seen, "203.0.113.7", "10.0.1.9", "tcp/3306");
    expect(answer).toMatchObject({ verdict: "unknown", ungoverned: [], obstacles: [] });
    expect(answer.unread).toContainEqual(expect.objectContaining({ what: "part", id: "interfaces" }));
    expect(ask(seen, "sg-web", "10.0.1.9", "all")).toMatchObject({
      verdict: "unknown",
      open: [],
      obstacles: [],
    });
  });

  it("nor which groups hold back an address inside that asks", () => {
    expect(ask(seen, "10.0.0.5", "8.8.8.8", "tcp/443").verdict).toBe("unknown");
  });

  it("what does not rest on them is still sure", () => {
    expect(ask(seen, "sg-web", "8.8.8.8", "tcp/443").verdict).toBe("yes");
    expect(ask(seen, "203.0.113.7", "8.8.8.8", "tcp/443").verdict).toBe("ungoverned");
    expect(ask(seen, "10.0.0.5", "169.254.169.254", "tcp/80").verdict).toBe("ungoverned");
  });
});
