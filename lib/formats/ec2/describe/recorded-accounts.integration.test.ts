/** Real accounts through everything that reads and writes rules: their meaning comes out as it went in. */
import { describe, expect, it } from "vitest";
import { unionBounds } from "#lib/core/group/bounds.ts";
import { canonicalRules, type RuleShape } from "#lib/core/group/canonical-rule.ts";
import { groupFlows, interfaceFlows } from "#lib/core/group/group-flows.ts";
import type { Direction, Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { ruleServicesFor, rulesForFlows } from "#lib/core/group/rules-for-flows.ts";
import { parseFlows, printFlows } from "#lib/core/net/flow-line.ts";
import { type ServiceSet, servicesOf } from "#lib/core/net/service-set.ts";
import { parseService, printServices, serviceTokens } from "#lib/core/net/service-text.ts";
import {
  missingRecordedAccounts,
  namedRules,
  type RecordedAccount,
  readWhole,
  recordedAccounts,
} from "#lib/testing/recorded-accounts.ts";
import { writePermission } from "../write-permission.ts";

if (missingRecordedAccounts !== null)
  process.stderr.write(`The recorded accounts WERE NOT READ: ${missingRecordedAccounts}.\n`);

const DIRECTIONS = ["ingress", "egress"] as const;

type RulesOf = (group: ObservedGroup, direction: Direction) => readonly RuleShape[];

/** The account again, its groups' rules written as EC2 lists them and everything else as it was recorded. */
const printedAndRead = ({ files, observation }: RecordedAccount, rulesOf: RulesOf): Observation => {
  const permissions = (group: ObservedGroup, direction: Direction) =>
    rulesOf(group, direction).map((rule) => writePermission({ ...rule, description: null }, null));
  const SecurityGroups = observation.groups.map((group) => ({
    GroupId: group.groupId,
    GroupName: group.name,
    Description: group.description,
    OwnerId: group.ownerId,
    ...(group.vpcId === null ? {} : { VpcId: group.vpcId }),
    IpPermissions: permissions(group, "ingress"),
    IpPermissionsEgress: permissions(group, "egress"),
  }));
  const others = files.filter(({ json }) => !Object.hasOwn(Object(json), "SecurityGroups"));
  expect(others.length).toBe(files.length - 1);
  return readWhole([...others, { name: "printed", json: JSON.parse(JSON.stringify({ SecurityGroups })) }]);
};

/** Everything it means: each group by rule and by packet, each interface by packet. */
const meaningOf = (observation: Observation) => {
  const index = indexObservation(observation);
  const groups = observation.groups.flatMap(({ groupId }) =>
    DIRECTIONS.map((direction) => {
      const flows = groupFlows(groupId, direction, index);
      return [`${groupId} ${direction}`, { flows, packets: byPacket(flows, index) }] as const;
    }),
  );
  const interfaces = observation.interfaces.flatMap((item) =>
    DIRECTIONS.map((direction) => {
      const flows = interfaceFlows(item, direction, index);
      return [
        `${item.interfaceId} ${direction}`,
        flows === "ungoverned" ? flows : byPacket(flows, index),
      ] as const;
    }),
  );
  return { groups: new Map(groups), interfaces: new Map(interfaces) };
};

const canonical: RulesOf = (group, direction) =>
  canonicalRules(group.rules).filter((rule) => rule.direction === direction);

const notRead = missingRecordedAccounts === null ? "" : `: NOT READ, ${missingRecordedAccounts}`;

describe.skipIf(missingRecordedAccounts !== null)(`every recorded account${notRead}`, () => {
  it("has rules, both of addresses and of groups", () => {
    const accounts = recordedAccounts();
    expect(accounts.length).toBeGreaterThanOrEqual(2);
    for (const { observation } of accounts) {
      const kinds = observation.groups.flatMap(({ rules }) => rules.map(({ peer }) => peer.kind));
      expect(kinds).toEqual(expect.arrayContaining(["ipv4", "group"]));
    }
  });

  it.each(recordedAccounts())("$name: read, canonical, printed and read again means the same", (account) => {
    const again = printedAndRead(account, canonical);
    expect(meaningOf(again)).toStrictEqual(meaningOf(account.observation));
    const keysOf = (observation: Observation) =>
      observation.groups.map(({ groupId, rules }) => [groupId, canonicalRules(rules).map(({ key }) => key)]);
    expect(keysOf(again)).toStrictEqual(keysOf(account.observation));
  });

  it.each(recordedAccounts())(
    "$name: its flows as fewest rules, printed and read, are its flows",
    (account) => {
      const index = indexObservation(account.observation);
      // A prefix list is its entries in a set of flows: its rules stay as they are, beside those for the rest.
      const fewest: RulesOf = (group, direction) => {
        const rules = canonical(group, direction);
        const lists = rules.filter(({ peer }) => peer.kind === "prefix-list");
        const rest = rules.filter(({ peer }) => peer.kind !== "prefix-list");
        const flows = unionBounds(rest.map((rule) => ruleFlows(rule, group, index)));
        expect(flows.surely).toStrictEqual(flows.possibly);
        return [...lists, ...rulesForFlows(flows.surely, direction, index.ownerByGroup)];
      };
      expect(meaningOf(printedAndRead(account, fewest))).toStrictEqual(meaningOf(account.observation));
    },
  );

  it.each(recordedAccounts())("$name: its flows as text are its flows", ({ observation }) => {
    const index = indexObservation(observation);
    for (const { groupId } of observation.groups)
      for (const direction of DIRECTIONS) {
        const { surely } = groupFlows(groupId, direction, index);
        expect(parseFlows(printFlows(surely))).toStrictEqual({ ok: true, value: surely });
      }
  });
});

describe.skipIf(missingRecordedAccounts !== null)(`every service a Terraform module names${notRead}`, () => {
  const union = (sets: readonly ServiceSet[]): ServiceSet => servicesOf(sets.flat());
  const parsed = (text: string): ServiceSet => {
    const services = parseService(text);
    if (!services.ok) throw new Error(text);
    return services.value;
  };

  it("is known, and the same as text and as EC2 rules", () => {
    const rules = namedRules();
    expect(rules.length).toBe(155);
    for (const { name, ...rule } of rules) {
      const { surely, possibly } = ruleServices(rule);
      expect([name, possibly]).toStrictEqual([name, surely]);
      expect([name, surely.length]).toEqual([name, 1]);
      expect([name, union(printServices(surely).map(parsed))]).toStrictEqual([name, surely]);
      const written = serviceTokens(surely).flatMap(ruleServicesFor);
      expect([name, union(written.map((each) => ruleServices(each).surely))]).toStrictEqual([name, surely]);
    }
  });
});
