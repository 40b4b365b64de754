import { describe, expect, it } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { evaluateCase, tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "#lib/core/testing/estate.ts";
import { worldOpenAdminPort } from "./world-open-admin-port.ts";

const one = (...rules: string[]): Observation => observationOf({ groups: [groupOf("sg-a", rules)] });

const withList = (entries: readonly string[] | null, ...rules: string[]): Observation => ({
  ...one(...rules),
  prefixLists: [
    { prefixListId: "pl-1", name: "", family: "ipv4", ownerId: ACCOUNT, version: 1, maxEntries: 5, entries },
  ],
});

const SAYS = ["sure sg-a"];

describe("administration open to the whole Internet", () => {
  tryCases(worldOpenAdminPort, [
    { name: "SSH from everywhere", observation: one("tcp 22 0.0.0.0/0"), says: SAYS },
    {
      name: "two halves of the Internet",
      observation: one("tcp 22 0.0.0.0/1", "tcp 22 128.0.0.0/1"),
      says: SAYS,
    },
    {
      name: "halves of different widths of ports",
      observation: one("tcp 0-100 0.0.0.0/1", "tcp 22-23 128.0.0.0/1"),
      says: SAYS,
    },
    { name: "every protocol", observation: one("-1 * 0.0.0.0/0"), says: SAYS },
    { name: "a wide range", observation: one("tcp 0-65535 0.0.0.0/0"), says: SAYS },
    { name: "IPv6", observation: one("tcp 3389 ::/0"), says: SAYS },
    { name: "host bits that EC2 clears", observation: one("tcp 22 1.0.0.0/0"), says: SAYS },
    { name: "RDP over UDP", observation: one("udp 3389 0.0.0.0/0"), says: SAYS },
    { name: "protocol 6 by number", observation: one("6 22 0.0.0.0/0"), says: SAYS },
    { name: "a prefix list", observation: withList(["0.0.0.0/1", "128.0.0.0/1"], "tcp 22 pl-1"), says: SAYS },
    {
      name: "a prefix list that could not be read",
      observation: withList(null, "tcp 22 pl-1"),
      says: ["cannot-tell sg-a/unread"],
    },
    { name: "an unread prefix list of another port", observation: withList(null, "tcp 443 pl-1"), says: [] },
    { name: "a web server", observation: one("tcp 80 0.0.0.0/0", "tcp 443 ::/0"), says: [] },
    {
      name: "all private networks",
      observation: one("tcp 22 10.0.0.0/8", "tcp 22 192.168.0.0/16"),
      says: [],
    },
    { name: "a company's network", observation: one("tcp 22 198.51.0.0/16"), says: [] },
    {
      name: "ports on both sides of it",
      observation: one("tcp 0-21 0.0.0.0/0", "tcp 24-3388 0.0.0.0/0"),
      says: [],
    },
    {
      name: "SSH going out",
      observation: observationOf({ groups: [groupOf("sg-a", [ruleOf("tcp 22 0.0.0.0/0", "egress")])] }),
      says: [],
    },
    { name: "a group as the source", observation: one("tcp 22 sg-b"), says: [] },
    {
      name: "halves in two groups of one interface",
      observation: observationOf({
        groups: [groupOf("sg-a", ["tcp 22 0.0.0.0/1"]), groupOf("sg-b", ["tcp 22 128.0.0.0/1"])],
        interfaces: [interfaceOf("eni-1", ["sg-b", "sg-a"], ["10.0.0.4/32"])],
      }),
      // Half of the Internet is more than a quarter: each group alone is enough.
      says: ["sure sg-a", "sure sg-b"],
    },
    {
      name: "eighths in two groups of one interface",
      observation: observationOf({
        groups: [
          groupOf("sg-a", ["tcp 22 32.0.0.0/3"]),
          groupOf("sg-b", ["tcp 22 64.0.0.0/3", "tcp 22 128.0.0.0/4"]),
        ],
        interfaces: [interfaceOf("eni-1", ["sg-b", "sg-a"], ["10.0.0.4/32"])],
      }),
      says: ["sure eni-1"],
    },
    {
      name: "groups and interfaces that could not be read",
      observation: observationOf({ groups: [groupOf("sg-a", [], { rulesKnown: false })] }, [
        "groups",
        "interfaces",
      ]),
      says: ["cannot-tell unread-groups", "cannot-tell unlisted-groups", "cannot-tell unread-interfaces"],
    },
  ]);

  it("proves it with a packet, and names as they are", () => {
    const name = "\u202Ebew\u202C<b>";
    const observation = observationOf({ groups: [groupOf("sg-a", ["tcp 22 0.0.0.0/0"], { name })] });
    const [finding] = evaluateCase(worldOpenAdminPort, { observation });
    expect(finding?.sentence).toBe(
      `${name} (sg-a) lets the whole Internet in to SSH (tcp/22). Nothing carries the group now.`,
    );
    expect(finding?.witness).toStrictEqual({
      kind: "packet",
      direction: "ingress",
      address: "198.51.100.7",
      groupId: null,
      service: "tcp/22",
      passes: true,
    });
  });

  it.each([
    {
      name: "takes away what is about administration only",
      rules: ["tcp 22 0.0.0.0/0"],
      remedy: { kind: "revoke", stack: null },
    },
    {
      name: "takes away what hides behind a wider rule as well",
      rules: ["tcp 22 ::/0", "tcp 22 2000::/4", "tcp 22 3000::/4"],
      remedy: { kind: "revoke" },
    },
    {
      name: "leaves a rule that lets in more to people",
      rules: ["tcp 22-80 0.0.0.0/0"],
      remedy: { kind: "none" },
    },
  ])("$name", ({ rules, remedy }) => {
    const [finding] = evaluateCase(worldOpenAdminPort, { observation: one(...rules) });
    expect(finding?.remedy).toMatchObject(remedy);
    if (finding?.remedy.kind === "revoke") expect(finding.remedy.rules).toHaveLength(rules.length);
  });

  it.each([
    {
      name: "a group of another account",
      more: { ownerId: "999988887777" },
      because: "belongs to account 999988887777",
    },
    {
      name: "a group that Terraform manages",
      more: { tags: { "managed-by": "terraform" } },
      because: "managed by Terraform",
    },
  ])("plans nothing for $name", ({ more, because }) => {
    const observation = observationOf({ groups: [groupOf("sg-a", ["tcp 22 0.0.0.0/0"], more)] });
    const [finding] = evaluateCase(worldOpenAdminPort, { observation });
    expect(finding?.remedy).toMatchObject({ kind: "none", because: expect.stringContaining(because) });
  });

  it.each([
    { rule: "-1 * 0.0.0.0/0", rest: "everything else" },
    { rule: "tcp 22-80 0.0.0.0/0", rest: "tcp/24-80" },
  ])("says what else $rule lets in", ({ rule, rest }) => {
    const [finding] = evaluateCase(worldOpenAdminPort, { observation: one(rule) });
    expect(finding?.remedy).toMatchObject({ because: expect.stringContaining(`also lets in ${rest}, and`) });
  });

  it("goes through the stack whose tier the group plays", () => {
    const groups = ["web", "app", "db"].map((tier) => groupOf(`sg-${tier}`, []));
    const observation = observationOf({ groups: [...groups, groupOf("sg-ssh", ["tcp 22 0.0.0.0/0"])] });
    const [finding] = evaluateCase(worldOpenAdminPort, { observation, stacks: [stackOf()] });
    expect(finding).toMatchObject({
      stack: "shop",
      remedy: {
        kind: "match",
        stack: "shop",
        findingIds: ["extra/ssh-admin/sg-ssh/ingress tcp 22:22 0.0.0.0/0"],
      },
    });
  });
});
