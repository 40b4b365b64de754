/**
 * A third opinion on rules, over the wire: the sandbox shares no code with the core, and both say how EC2 stores a rule,
 * which two spellings are one rule, and which rules EC2 does not take.
 */
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  EC2ServiceException,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalShape, type RuleShape, ruleKey } from "#lib/core/group/canonical-rule.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { equalServices } from "#lib/core/net/service-set.ts";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { readRule } from "#lib/formats/ec2/read-rule.ts";
import { writePermission } from "#lib/formats/ec2/write-permission.ts";
import { type RunningSandbox, runningSandbox } from "#lib/sandbox/ec2/testing/running-sandbox.ts";

const RULES = Math.min(lawCases(250), 2_000);

let sandbox: RunningSandbox;
let ec2: EC2Client;
let groupId: string;

beforeAll(async () => {
  sandbox = await runningSandbox({ throttle: false });
  ec2 = sandbox.ec2();
  const { SecurityGroups: groups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["shop-app"] }] }),
  );
  groupId = groups[0]?.GroupId ?? "";
});
afterAll(() => sandbox.stop());

const length = (most: number) => fc.integer({ min: 0, max: most });
const hex = fc.integer({ min: 0, max: 0xffff }).chain((value) =>
  // Any zeros before it, either case: all one to EC2.
  fc.constantFrom(value.toString(16), value.toString(16).toUpperCase(), value.toString(16).padStart(4, "0")),
);

const ipv6 = fc.oneof(
  fc.array(hex, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(":")),
  fc
    .tuple(fc.array(hex, { maxLength: 3 }), fc.array(hex, { maxLength: 3 }))
    .map(([head, tail]) => `${head.join(":")}::${tail.join(":")}`),
  fc.constantFrom("::ffff:10.0.0.1", "1:0:0:2:0:0:0:3", "0:0:0:0:0:0:0:0"),
);

const peer: fc.Arbitrary<RuleShape["peer"]> = fc.oneof(
  fc.tuple(fc.ipV4(), length(32)).map(([address, bits]) => ({
    kind: "ipv4" as const,
    cidr: `${address}/${bits}`,
  })),
  fc
    .tuple(ipv6, length(128))
    .map(([address, bits]) => ({ kind: "ipv6" as const, cidr: `${address}/${bits}` })),
);

const port = fc.oneof(fc.constantFrom(0, 22, 65_535), fc.nat(65_535), fc.constantFrom(-1, 65_536));
const ordered = fc.tuple(port, port).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
const type = fc.oneof(fc.constant(-1), fc.nat(255), fc.constantFrom(256, -2));
const given = (ports: fc.Arbitrary<[number, number]>): fc.Arbitrary<[number | null, number | null]> =>
  fc.oneof(
    { arbitrary: ports, weight: 6 },
    { arbitrary: fc.constant<[null, null]>([null, null]), weight: 1 },
  );

const service = fc.oneof(
  fc.tuple(fc.constantFrom("tcp", "udp", "TCP", "6", "17"), given(fc.oneof(ordered, fc.tuple(port, port)))),
  fc.tuple(fc.constantFrom("icmp", "icmpv6", "1", "58"), given(fc.tuple(type, type))),
  fc.tuple(fc.constantFrom("-1", "all", "0", "2", "50", "132", "255"), given(ordered)),
);

const rule: fc.Arbitrary<RuleShape> = fc
  .tuple(service, peer)
  .map(([[protocol, [fromPort, toPort]], peer]) => ({
    direction: "ingress",
    protocol,
    fromPort,
    toPort,
    peer,
  }));

const permission = (shape: RuleShape): IpPermission => writePermission({ ...shape, description: null }, null);
const authorize = (shape: RuleShape) =>
  ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission(shape)] }),
  );

/** The code EC2 refuses with; null when it does not. */
const refusalOf = async (shape: RuleShape): Promise<string | null> => {
  try {
    await authorize(shape);
    return null;
  } catch (error) {
    if (error instanceof EC2ServiceException) return error.name;
    throw error;
  }
};

const stored = async (): Promise<RuleShape[]> => {
  const { SecurityGroupRules: rules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  );
  return rules
    .map((raw) => readRule(raw).rule)
    .filter(({ direction }) => direction === "ingress")
    .map(({ direction, protocol, fromPort, toPort, peer }) => ({
      direction,
      protocol,
      fromPort,
      toPort,
      peer,
    }));
};

/** Whether the core takes it for a rule that EC2 may hold. */
const isRule = (shape: RuleShape): boolean => {
  const services = ruleServices(shape);
  const isNetwork =
    (shape.peer.kind === "ipv4" || shape.peer.kind === "ipv6") && canonicaliseCidr(shape.peer.cidr).ok;
  return isNetwork && equalServices(services.surely, services.possibly);
};

describe("the sandbox agrees with the core", () => {
  it("on how each rule is stored, what its twins are, and what is no rule at all", async () => {
    const [old] = await stored();
    const counts = { rules: 0, refused: 0, respelt: 0 };
    for (const shape of fc.sample(rule, { numRuns: RULES, seed: 741 })) {
      const refusal = await refusalOf(shape);
      expect([shape, refusal === null]).toEqual([shape, isRule(shape)]);
      if (refusal !== null) {
        counts.refused += 1;
        continue;
      }
      const canonical = canonicalShape(shape);
      const now = (await stored()).filter((each) => old === undefined || ruleKey(each) !== ruleKey(old));
      expect(now).toStrictEqual([canonical]);
      // Written otherwise it is the same rule, to both.
      if (JSON.stringify(canonical) !== JSON.stringify(shape)) counts.respelt += 1;
      expect([shape, await refusalOf(canonical)]).toEqual([shape, "InvalidPermission.Duplicate"]);
      await ec2.send(
        new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission(canonical)] }),
      );
      counts.rules += 1;
    }
    expect(await stored()).toEqual(old === undefined ? [] : [old]);
    expect(counts.rules).toBeGreaterThan(RULES / 2);
    expect(counts.respelt).toBeGreaterThan(RULES / 4);
    expect(counts.refused).toBeGreaterThan(RULES / 20);
  }, 300_000);
});
