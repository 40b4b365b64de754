import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { stackFindings } from "#lib/core/diff/stack-findings.ts";
import { type CanonicalRule, canonicalRules, peerText } from "#lib/core/group/canonical-rule.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import { checkRules, forEachReference, forEachRule, rulesAt } from "#lib/core/group/rules-on-demand.ts";
import { bindingOf, observationOf, sourceOf, stackOf, tierOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { readUncheckedGroup } from "./read-group.ts";
import { WrongShape } from "./shape.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const description = fc.constantFrom({}, { Description: "office" }, { Description: null });
const listOf = (item: fc.Arbitrary<object>): fc.Arbitrary<object[]> =>
  fc.array(
    fc.tuple(item, description).map(([fields, also]) => ({ ...also, ...fields })),
    { maxLength: 3 },
  );

const pair = fc.record(
  {
    GroupId: fc.constantFrom("sg-web", "sg-app", "sg-gone"),
    UserId: fc.constantFrom("111111111111", "222222222222", ""),
    VpcId: fc.constantFrom("vpc-1", "vpc-2"),
    VpcPeeringConnectionId: fc.constantFrom("pcx-1", "pcx-2"),
    PeeringStatus: fc.constantFrom("active", "deleted"),
    GroupName: fc.constant("default"),
  },
  { requiredKeys: ["GroupId"] },
);

/** Permissions as EC2 prints them, and as it might. */
const permission = fc.record(
  {
    IpProtocol: fc.constantFrom("tcp", "udp", "icmp", "-1", "6", "50"),
    FromPort: fc.constantFrom(22, 443, 8, -1, null),
    ToPort: fc.constantFrom(22, 443, 70_000, -1, null),
    IpRanges: listOf(fc.constantFrom("10.0.0.0/8", "0.0.0.0/0", "here").map((CidrIp) => ({ CidrIp }))),
    Ipv6Ranges: listOf(fc.constantFrom("::/0", "2001:db8::/64").map((CidrIpv6) => ({ CidrIpv6 }))),
    PrefixListIds: listOf(fc.constantFrom("pl-1").map((PrefixListId) => ({ PrefixListId }))),
    UserIdGroupPairs: listOf(pair),
  },
  { requiredKeys: ["IpProtocol"] },
);

const described = fc.record(
  {
    GroupId: fc.constant("sg-web"),
    OwnerId: fc.constant("111111111111"),
    VpcId: fc.constant("vpc-1"),
    IpPermissions: fc.array(permission, { maxLength: 4 }),
    IpPermissionsEgress: fc.array(permission, { maxLength: 2 }),
  },
  { requiredKeys: ["GroupId", "OwnerId", "VpcId"] },
);

const read = (group: object): ObservedGroup => readUncheckedGroup({ ...group }, "own");
/** The same without any way back to what was read. */
const madeAtOnce = (group: object): ObservedGroup => structuredClone(read(group));

const shapes = (rules: readonly CanonicalRule[]) => rules.map(({ copies: _copies, ...shape }) => shape);

describe("a group whose rules are made when somebody asks", () => {
  it("looks like one whose rules were made at once, and has the same canonical rules", () => {
    fc.assert(
      fc.property(described, (group) => {
        const [late, early] = [read(group), madeAtOnce(group)];
        expect(shapes(canonicalRules(late.rules))).toStrictEqual(shapes(canonicalRules(early.rules)));
        expect(JSON.stringify(late)).toBe(JSON.stringify(early));
        expect({ ...late }).toStrictEqual(early);
      }),
      RUNS,
    );
  });

  it("tells the same of each rule, whether they are made or not", () => {
    const told = (group: ObservedGroup) => {
      const rules: unknown[] = [];
      for (const direction of ["ingress", "egress"] as const)
        forEachRule(group, direction, ({ protocol, fromPort, toPort }, kind, text, reference, place) => {
          rules.push([place, direction, protocol, fromPort, toPort, kind, text, reference]);
        });
      forEachReference(group, (reference) => rules.push(reference));
      return rules;
    };
    fc.assert(
      fc.property(described, (group) => {
        const late = read(group);
        const before = told(late);
        const made = late.rules.map(({ direction, protocol, fromPort, toPort, peer }, place) => [
          place,
          direction,
          protocol,
          fromPort,
          toPort,
          peer.kind,
          peerText(peer),
          peer.kind === "group" ? peer : null,
        ]);
        const references = late.rules.flatMap(({ peer }) => (peer.kind === "group" ? [peer] : []));
        expect(before).toStrictEqual([...made, ...references]);
        expect(told(late)).toStrictEqual(before);
        expect(late.rules).toBe(late.rules);
      }),
      RUNS,
    );
  });

  it("makes single rules as it makes all of them", () => {
    fc.assert(
      fc.property(described, fc.uniqueArray(fc.nat(20)), (group, some) => {
        const places = new Set(some);
        const [late, early] = [read(group), madeAtOnce(group)];
        const expected = early.rules.filter((_, place) => places.has(place));
        expect(rulesAt(late, places)).toStrictEqual(expected);
        expect(rulesAt(early, places)).toStrictEqual(expected);
      }),
      RUNS,
    );
  });

  it("has the same findings", () => {
    const door = (peer: "anyone" | "granted-sources") => ({
      peer: { kind: peer },
      services: [{ protocol: "tcp", fromPort: 443, toPort: 443 }],
    });
    const stack = stackOf({
      pattern: {
        ...stackOf().pattern,
        tiers: [tierOf("web", [door("anyone"), door("granted-sources")])],
        membership: { oneOf: ["web"], all: [] },
      },
      bindings: [bindingOf("web", "sg-web")],
      openSources: ["10.0.0.0/8", "2001:db8::/64"].map(sourceOf),
    });
    fc.assert(
      fc.property(described, (group) => {
        const findings = (one: ObservedGroup) =>
          stackFindings(stack, observationOf({ groups: [one], interfaces: [], prefixLists: [] }));
        expect(findings(read(group))).toStrictEqual(findings(madeAtOnce(group)));
      }),
      RUNS,
    );
  });

  it.each<[string, (group: ObservedGroup) => unknown]>([
    ["is checked", checkRules],
    ["is asked for its rules", ({ rules }) => rules],
    ["is gone through", (group) => forEachRule(group, "ingress", () => {})],
    ["is asked for some of its rules", (group) => rulesAt(group, new Set([0]))],
    ["is asked whom it names", (group) => forEachReference(group, () => {})],
  ])("is refused by the place of whatever has another shape, when it %s", (_, look) => {
    const wrong = { GroupId: "sg-web", IpPermissions: [{ IpProtocol: "tcp", IpRanges: [{ CidrIp: 7 }] }] };
    const refusal = () => look(read(wrong));
    expect(refusal).toThrow(WrongShape);
    expect(refusal).toThrow("IpPermissions[0].IpRanges[0].CidrIp is the number 7, not a string");
  });
});
