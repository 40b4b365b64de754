import { describe, expect, it } from "vitest";
import type { Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, stackOf, tcp } from "#lib/core/testing/estate.ts";
import type { Guardrail } from "#lib/core/tier/pattern.ts";
import { evaluateGuardrail } from "./evaluate-guardrail.ts";

const ALWAYS: Guardrail = { kind: "always", peer: { kind: "internet" }, tier: "web", services: [tcp(443)] };
const IPV4 = ["tcp 443 0.0.0.0/0"];
const BOTH = [...IPV4, "tcp 443 ::/0"];

interface Estate {
  readonly rules: readonly string[];
  /** Of the one interface; null where nobody carries the group. */
  readonly addresses: readonly string[] | null;
  readonly ipv6Cidrs?: readonly string[];
  readonly unread?: readonly ObservedPart[];
}

const judged = ({ rules, addresses, ipv6Cidrs = [], unread = [] }: Estate) => {
  const { vpcs } = observationOf({});
  const observation: Observation = observationOf(
    {
      vpcs: vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs })),
      groups: [groupOf("sg-web", rules)],
      interfaces: addresses === null ? [] : [interfaceOf("eni-web", ["sg-web"], addresses)],
    },
    unread,
  );
  const { state, sentence } = evaluateGuardrail(ALWAYS, stackOf(), indexObservation(observation));
  return state === "broken" ? sentence : state;
};

const IPV6_LACKS = "2001:db8::7 cannot reach web on tcp/443.";
const VPC_IPV6 = ["2600:1f14::/56"];
const DUAL = ["10.0.1.4/32", "2600:1f14::4/128"];

describe("that everybody outside always reaches a tier", () => {
  it("asks for the families that an interface has addresses of", () => {
    expect(judged({ rules: IPV4, addresses: ["10.0.1.4/32"] })).toBe("holds");
    expect(judged({ rules: IPV4, addresses: ["10.0.1.4/32"], ipv6Cidrs: VPC_IPV6 })).toBe("holds");
    expect(judged({ rules: IPV4, addresses: DUAL, ipv6Cidrs: VPC_IPV6 })).toBe(IPV6_LACKS);
    expect(judged({ rules: BOTH, addresses: DUAL, ipv6Cidrs: VPC_IPV6 })).toBe("holds");
    expect(judged({ rules: ["tcp 443 ::/0"], addresses: DUAL, ipv6Cidrs: VPC_IPV6 })).toMatch(/cannot reach/);
    expect(judged({ rules: IPV4, addresses: ["10.0.1.4/32"], unread: ["vpcs"] })).toBe("holds");
  });

  it("asks for those of the VPC where nobody carries the group", () => {
    expect(judged({ rules: IPV4, addresses: null })).toBe("holds");
    expect(judged({ rules: IPV4, addresses: null, ipv6Cidrs: VPC_IPV6 })).toBe(IPV6_LACKS);
    expect(judged({ rules: BOTH, addresses: null, ipv6Cidrs: VPC_IPV6 })).toBe("holds");
  });

  it("cannot be told of IPv6 where the VPCs were not read", () => {
    const unread = ["vpcs"] as const;
    expect(judged({ rules: IPV4, addresses: null, unread })).toBe("unknown");
    expect(judged({ rules: BOTH, addresses: null, unread })).toBe("holds");
    expect(judged({ rules: ["tcp 443 ::/0"], addresses: null, unread })).toMatch(/cannot reach web/);
  });

  it("asks for those of the VPC where the interfaces were not read", () => {
    const unread = ["interfaces"] as const;
    expect(judged({ rules: IPV4, addresses: null, unread })).toBe("holds");
    expect(judged({ rules: IPV4, addresses: null, ipv6Cidrs: VPC_IPV6, unread })).toBe("unknown");
  });
});
