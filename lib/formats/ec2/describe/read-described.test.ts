import { expect, test } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { forEachRule } from "#lib/core/group/rules-on-demand.ts";
import { type About, printDescribedProblem } from "./described-file.ts";
import { makeOfDescribed, readDescribed } from "./read-described.ts";

const about: About = { accountId: null, region: null, takenAt: "2026-01-01T00:00:00Z" };

const permission = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8" }] };
const group = {
  GroupId: "sg-0a",
  GroupName: "shop-web",
  OwnerId: "111111111111",
  IpPermissions: [permission],
  IpPermissionsEgress: [],
};
const rule = {
  SecurityGroupRuleId: "sgr-1",
  GroupId: "sg-0a",
  IsEgress: false,
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  CidrIpv4: "10.0.0.0/8",
};

const read = (files: Record<string, unknown>, more: Partial<About> = {}) =>
  readDescribed(
    Object.entries(files).map(([name, json]) => ({ name, json })),
    { ...about, ...more },
  );

const observation = (files: Record<string, unknown>) => {
  const result = read(files);
  if (!result.ok) throw new Error(result.problem.map(printDescribedProblem).join("\n"));
  return result.value;
};

const problems = (files: Record<string, unknown>) => {
  const result = read(files);
  return result.ok ? [] : result.problem.map(printDescribedProblem);
};

test("groups alone: everything else was not given, and is not taken for empty", () => {
  const { parts, groups, accountId, region } = observation({ "groups.json": { SecurityGroups: [group] } });
  expect(groups[0]?.rules).toMatchObject([{ ruleId: null, peer: { cidr: "10.0.0.0/8" } }]);
  expect({ accountId, region }).toEqual({ accountId: "111111111111", region: "" });
  expect(parts.groups).toEqual({ complete: true, asOf: about.takenAt, problem: null });
  expect(parts.interfaces).toEqual({
    complete: false,
    asOf: null,
    problem: "The answer of aws ec2 describe-network-interfaces was not given.",
  });
});

test("rules listed on their own win, for they have ids; other groups keep their own", () => {
  const { groups } = observation({
    "groups.json": { SecurityGroups: [group, { ...group, GroupId: "sg-0b" }] },
    "rules.json": { SecurityGroupRules: [rule] },
  });
  expect(groups.map(({ rules }) => rules.map(({ ruleId }) => ruleId))).toEqual([["sgr-1"], [null]]);
});

test("a list of rules that goes on is left aside, and without another form the rules are unknown", () => {
  const rules = { SecurityGroupRules: [rule], NextToken: "more" };
  expect(observation({ a: { SecurityGroups: [group] }, b: rules }).groups[0]?.rules[0]?.ruleId).toBeNull();
  const bare = { GroupId: "sg-0a", OwnerId: "111111111111" };
  expect(observation({ a: { SecurityGroups: [bare] }, b: rules }).groups[0]).toMatchObject({
    rules: [],
    rulesKnown: false,
  });
});

test("pages are merged, and a listing without its last page is not whole", () => {
  const first = { SecurityGroups: [group], NextToken: "more" };
  const second = { SecurityGroups: [{ ...group, GroupId: "sg-0b" }] };
  const whole = observation({ "1.json": first, "2.json": second });
  expect(whole.groups.map(({ groupId }) => groupId)).toEqual(["sg-0a", "sg-0b"]);
  expect(whole.parts.groups.complete).toBe(true);
  expect(observation({ "1.json": first }).parts.groups).toMatchObject({
    complete: false,
    problem: "The answer of aws ec2 describe-security-groups goes on: its last page was not given.",
  });
});

test("what is wrong is named by file and place, all at once", () => {
  const port = { ...group, IpPermissions: [permission, { ...permission, FromPort: "22" }] };
  expect(
    problems({
      "groups.json": { SecurityGroups: [group, { ...port, GroupId: "sg-0b" }] },
      "interfaces.json": { NetworkInterfaces: [{ NetworkInterfaceId: 7 }] },
      "zones.json": { AvailabilityZones: [] },
      "cut.json": [group],
    }),
  ).toEqual([
    "zones.json: lists nothing that is read here (SecurityGroups, SecurityGroupRules, SecurityGroupVpcAssociations, NetworkInterfaces, Reservations, PrefixLists, Entries, Vpcs, Subnets, VpcPeeringConnections)",
    "cut.json: is a list: leave out --query, and give the whole answer of a describe command",
    "interfaces.json: NetworkInterfaces[0].NetworkInterfaceId is the number 7, not a string",
    "groups.json: SecurityGroups[1].IpPermissions[1].FromPort is a string, not a whole number",
  ]);
});

test("a group listed twice and a rule of no listed group are refused", () => {
  expect(problems({ a: { SecurityGroups: [group, group] } })).toEqual([
    "a: SecurityGroups[1] is sg-0a, which was listed before",
  ]);
  expect(
    problems({ a: { SecurityGroups: [group] }, b: { SecurityGroupRules: [{ ...rule, GroupId: "sg-9" }] } }),
  ).toEqual(["b: SecurityGroupRules has rules of sg-9, which no describe-security-groups answer lists"]);
});

test("files of several accounts need somebody to say which is meant", () => {
  const files = { a: { SecurityGroups: [group, { ...group, GroupId: "sg-0b", OwnerId: "222222222222" }] } };
  expect(problems(files)).toEqual(["The files are of several accounts: 111111111111, 222222222222."]);
  expect(read(files, { accountId: "222222222222" })).toMatchObject({
    ok: true,
    value: { accountId: "222222222222" },
  });
});

test("the Region is read from zones and ARNs", () => {
  const region = (zone: string) =>
    observation({ a: { Subnets: [{ SubnetId: "subnet-1", AvailabilityZone: zone }] } }).region;
  expect(["us-east-1a", "us-west-2-lax-1a", "us-gov-west-1b"].map(region)).toEqual([
    "us-east-1",
    "us-west-2",
    "us-gov-west-1",
  ]);
  const SecurityGroupArn = "arn:aws:ec2:eu-central-1:111111111111:security-group/sg-0a";
  expect(observation({ a: { SecurityGroups: [{ ...group, SecurityGroupArn }] } }).region).toBe(
    "eu-central-1",
  );
});

test("entries belong to the prefix list that their file is named after", () => {
  const list = {
    PrefixListId: "pl-0a",
    AddressFamily: "IPv4",
    OwnerId: "111111111111",
    Version: 3,
    MaxEntries: 5,
  };
  const lists = { PrefixLists: [list, { ...list, PrefixListId: "pl-0b" }] };
  const entries = { Entries: [{ Cidr: "10.0.0.0/8" }] };
  const { prefixLists, parts } = observation({ "lists.json": lists, "entries-pl-0a.json": entries });
  expect(prefixLists.map((found) => found.entries)).toEqual([["10.0.0.0/8"], null]);
  expect(parts.prefixLists.complete).toBe(true);
  expect(problems({ "lists.json": lists, "entries.json": entries })).toEqual([
    "entries.json: Entries does not say of which prefix list: put its id (pl-...) into the file's name",
  ]);
});

test("what AWS tells of its own lists fills in their entries", () => {
  const managed = { PrefixListId: "pl-0a", AddressFamily: "IPv4", OwnerId: "AWS" };
  const { prefixLists } = observation({
    "managed.json": { PrefixLists: [managed] },
    "aws.json": { PrefixLists: [{ PrefixListId: "pl-0a", Cidrs: ["52.94.28.0/23"] }] },
  });
  expect(prefixLists).toMatchObject([{ prefixListId: "pl-0a", entries: ["52.94.28.0/23"] }]);
});

const misshapen = { ...group, GroupId: "sg-0b", IpPermissions: [{ ...permission, FromPort: "22" }] };
const inSecondGroup =
  "groups.json: SecurityGroups[1].IpPermissions[0].FromPort is a string, not a whole number";

const made = <Answer>(groups: readonly object[], make: (observation: Observation) => Answer) =>
  makeOfDescribed([{ name: "groups.json", json: { SecurityGroups: groups } }], about, make);

const countRules = ({ groups }: Observation): number => {
  let count = 0;
  for (const each of groups)
    forEachRule(each, "ingress", () => {
      count += 1;
    });
  return count;
};

test("what is made of an observation while its rules are checked", () => {
  const other = { ...group, GroupId: "sg-0b" };
  expect(made([group, other], countRules)).toEqual({ ok: true, value: 2 });
  expect(made([group], () => null)).toEqual({ ok: true, value: null });
});

test.each<[string, (observation: Observation) => unknown]>([
  ["looks at no rule", () => "nothing"],
  ["looks at the others only", ({ groups }) => groups[0]?.rules],
  ["goes through all rules", countRules],
  ["makes all rules", ({ groups }) => groups.map(({ rules }) => rules)],
])("an answer does not count where a rule has another shape, when whoever made it %s", (_, make) => {
  const answer = made([group, misshapen], make);
  expect(answer.ok ? answer : answer.problem.map(printDescribedProblem)).toEqual([inSecondGroup]);
});

test("a rule of another shape is told beside what else is wrong", () => {
  const wrongGroup = { ...group, GroupId: 7 };
  expect(problems({ "groups.json": { SecurityGroups: [wrongGroup, misshapen] } })).toEqual([
    "groups.json: SecurityGroups[0].GroupId is the number 7, not a string",
    inSecondGroup,
  ]);
});

test("whatever else goes wrong in making an answer is no problem of the files", () => {
  const make = () => {
    throw new Error("no answer");
  };
  expect(() => made([group], make)).toThrow("no answer");
});

test("interfaces that carry the same groups in the same order share one list of them", () => {
  const carrying = (id: string, ...groupIds: string[]) => ({
    NetworkInterfaceId: id,
    Groups: groupIds.map((GroupId) => ({ GroupId })),
  });
  const { interfaces } = observation({
    "interfaces.json": {
      NetworkInterfaces: [
        carrying("eni-1", "sg-0a", "sg-0b"),
        carrying("eni-2", "sg-0b", "sg-0a"),
        carrying("eni-3", "sg-0a"),
        carrying("eni-4", "sg-0a", "sg-0b"),
        carrying("eni-5"),
      ],
    },
  });
  const lists = interfaces.map(({ groupIds }) => groupIds);
  expect(lists).toEqual([["sg-0a", "sg-0b"], ["sg-0b", "sg-0a"], ["sg-0a"], ["sg-0a", "sg-0b"], []]);
  expect(lists[3]).toBe(lists[0]);
});
