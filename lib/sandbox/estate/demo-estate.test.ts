import { expect, test } from "vitest";
import { estateSchema } from "../ec2/estate.ts";
import { stateFromEstate } from "../ec2/estate-state.ts";
import type { Group, Region, Rule } from "../ec2/state.ts";
import { demoEstate } from "./demo-estate.ts";
import { FRANKFURT, GROUP, PROD, STAGING, VIRGINIA } from "./demo-ids.ts";
import { demoStacks } from "./demo-stacks.ts";

const state = stateFromEstate(demoEstate);
const regions = Object.values(state.accounts).flatMap((account) => Object.values(account.regions));
const groups = regions.flatMap((region) => Object.values(region.groups));
const interfaces = regions.flatMap((region) => Object.values(region.interfaces));

function regionAt(account: string, name: string): Region {
  const region = state.accounts[account]?.regions[name];
  if (region === undefined) throw new Error(`no ${account} ${name}`);
  return region;
}

const frankfurt = regionAt(PROD, FRANKFURT);
const virginia = regionAt(PROD, VIRGINIA);
const staging = regionAt(STAGING, FRANKFURT);

function groupOf(id: string): Group {
  const found = groups.find((group) => group.id === id);
  if (found === undefined) throw new Error(`no group ${id}`);
  return found;
}

/** `22 < 203.0.113.7/32`: ports and peer of each ingress rule. */
const ingress = (id: string): string[] =>
  groupOf(id)
    .rules.filter((rule) => !rule.egress)
    .map((rule) => `${rule.from === rule.to ? rule.from : `${rule.from}-${rule.to}`} < ${peerOf(rule)}`);

const peerOf = (rule: Rule): string => ("cidr" in rule.peer ? rule.peer.cidr : rule.peer.id);

test("two accounts, two Regions, forty groups or more, six stacks whose groups exist where they say", () => {
  expect(Object.keys(state.accounts)).toHaveLength(2);
  expect(new Set(regions.map((region) => region.name)).size).toBe(2);
  expect(groups.length).toBeGreaterThanOrEqual(40);
  const stacks = demoStacks(new Date());
  expect(stacks.length).toBeGreaterThanOrEqual(4);
  expect(stacks.filter((stack) => stack.pattern.startsWith("bastion"))).toHaveLength(1);
  for (const stack of stacks) {
    const bound = Object.values(stack.tiers).flatMap((tier) =>
      typeof tier === "string" ? [tier] : [tier.primary, ...tier.others],
    );
    for (const id of bound) {
      expect(regionAt(stack.account, stack.region).groups[id]?.vpc, `${stack.name} ${id}`).toBe(stack.vpc);
    }
  }
});

test("status is in line, in both families, its door open to its standing sources only", () => {
  expect(ingress(GROUP.statusWeb)).toEqual(["80 < 0.0.0.0/0", "80 < ::/0", "443 < 0.0.0.0/0", "443 < ::/0"]);
  expect(ingress(GROUP.statusApp)).toEqual([`8080 < ${GROUP.statusWeb}`]);
  expect(ingress(GROUP.statusDb)).toEqual([`3306 < ${GROUP.statusApp}`]);
  const standing = demoStacks(new Date()).find((stack) => stack.name === "status")?.standing ?? [];
  expect(ingress(GROUP.statusDoor)).toEqual(standing.map((source) => `22 < ${source.source}`));
  const tiers: readonly string[] = [GROUP.statusWeb, GROUP.statusApp, GROUP.statusDb];
  for (const each of interfaces.filter((candidate) => candidate.groups.some((id) => tiers.includes(id)))) {
    expect(each.groups.filter((id) => tiers.includes(id))).toHaveLength(1);
    expect(each.groups).toContain(GROUP.statusDoor);
  }
});

test("ledger is open to the world in two halves, to 10.0.0.0/8, and to a laptop, and misses what it needs", () => {
  expect(ingress(GROUP.ledgerDoor)).toEqual(
    expect.arrayContaining(["20-25 < 0.0.0.0/1", "20-25 < 128.0.0.0/1"]),
  );
  expect(ingress(GROUP.ledgerApp)).toEqual(["8080 < 10.0.0.0/8"]);
  expect(ingress(GROUP.ledgerDb)).toEqual(["3306 < 203.0.113.77/32"]);
});

test("one instance lacks the door, one is in two tiers", () => {
  const primary = (name: string): readonly string[] => {
    const instance = Object.values(frankfurt.instances).find((candidate) => candidate.tags.Name === name);
    return (
      interfaces.find(
        (each) => each.attachment?.instance === instance?.id && each.attachment?.deviceIndex === 0,
      )?.groups ?? []
    );
  };
  expect(primary("ledger-batch-1")).toEqual([GROUP.ledgerApp]);
  expect(primary("ledger-app-2")).toEqual([GROUP.ledgerApp, GROUP.ledgerWeb, GROUP.ledgerDoor]);
});

test("load balancer, database, function and gateway interfaces are there; some carry no group", () => {
  const made = (requester: string) => interfaces.filter((each) => each.requesterId === requester);
  expect(made("amazon-elb").some((each) => each.groups.includes(GROUP.shopWeb))).toBe(true);
  expect(made("amazon-rds").some((each) => each.groups.includes(GROUP.shopDb))).toBe(true);
  expect(made("amazon-lambda").some((each) => each.ipv4Prefixes.length > 0)).toBe(true);
  for (const type of ["nat_gateway", "transit_gateway"]) {
    expect(interfaces.find((each) => each.type === type)?.groups).toEqual([]);
  }
});

test("orphan sources carry stale descriptions", () => {
  const descriptions = groupOf(GROUP.shopDoor).rules.map((rule) => rule.description);
  expect(descriptions).toContain("stefan laptop TEMP until 2023-04-01");
});

test("IPv6, customer and AWS prefix lists, an EKS group and a bastion are there", () => {
  expect(Object.values(frankfurt.vpcs).some((vpc) => vpc.ipv6Cidrs.length > 0)).toBe(true);
  const owners = regions.flatMap((region) => Object.values(region.prefixLists).map((list) => list.owner));
  expect(owners).toEqual(expect.arrayContaining([PROD, "AWS"]));
  expect(groups.some((group) => group.tags["aws:eks:cluster-name"] === "harbor")).toBe(true);
  expect(ingress(GROUP.portalDb)).not.toContain(`22 < ${GROUP.portalBastion}`);
  expect(ingress(GROUP.portalWeb)).toContain(`22 < ${GROUP.portalBastion}`);
  expect(Object.keys(virginia.groups)).toContain(GROUP.portalBastion);
});

test("a reference is stale: its peering was deleted and nobody here has its group", () => {
  const rules = groups.flatMap((group) => group.rules.map((rule) => rule.peer));
  const stale = rules.find((peer) => peer.kind === "group" && peer.peering !== undefined);
  if (stale?.kind !== "group") throw new Error("no reference across a peering");
  expect(groups.map((group) => group.id)).not.toContain(stale.id);
  expect(frankfurt.peerings[stale.peering ?? ""]?.status).toBe("deleted");
});

test("every other group reference means a group of the estate", () => {
  const known = new Set(groups.map((group) => group.id));
  const dangling = groups
    .flatMap((group) => group.rules.map((rule) => rule.peer))
    .filter((peer) => peer.kind === "group" && peer.peering === undefined && !known.has(peer.id));
  expect(dangling).toEqual([]);
});

test("names and descriptions keep to what EC2 enforces, and rules to its quota", () => {
  const allowed = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
  for (const group of groups) {
    expect(group.name).toMatch(allowed);
    expect(group.name).not.toMatch(/^sg-/);
    expect(group.description).toMatch(allowed);
    for (const rule of group.rules) expect(rule.description ?? "").toMatch(allowed);
    expect(group.rules.filter((rule) => !rule.egress).length).toBeLessThanOrEqual(60);
  }
  for (const each of interfaces) expect(each.groups.length).toBeLessThanOrEqual(5);
});

test("hostile text is there: markup, overrides, invisible characters, formulas, escapes, 255 characters", () => {
  const texts = [...Object.values(staging.groups), ...Object.values(staging.instances)]
    .flatMap((each) => Object.values(each.tags))
    .join("\n");
  for (const sign of [
    "<script>",
    "\u202E",
    "\u200B",
    "\uFEFF",
    "=HYPERLINK",
    "\u001b[31m",
    "\u2028",
    "\r\n",
  ]) {
    expect(texts).toContain(sign);
  }
  const names = Object.values(staging.groups).map((group) => group.name);
  expect(names.some((name) => name.length === 255)).toBe(true);
  expect(names.some((name) => name.startsWith("="))).toBe(true);
  expect(names).toContain("shop-ssh-admin");
  for (const { tags } of groups) {
    for (const [key, value] of Object.entries(tags)) {
      expect(key.length).toBeLessThanOrEqual(128);
      expect(value.length).toBeLessThanOrEqual(256);
    }
  }
});

test("addresses lie in their subnets' networks and no two interfaces of a VPC share one", () => {
  for (const region of regions) {
    const seen = new Set<string>();
    for (const each of Object.values(region.interfaces)) {
      for (const address of each.addresses) {
        expect(seen.has(`${each.vpc} ${address}`), `${each.id} ${address}`).toBe(false);
        seen.add(`${each.vpc} ${address}`);
        const octets = Number(region.subnets[each.subnet]?.cidr.split("/")[1]) >> 3;
        const network = region.subnets[each.subnet]?.cidr.split(".").slice(0, octets).join(".");
        expect(address.startsWith(`${network}.`), `${address} in ${network}`).toBe(true);
      }
    }
  }
});

test("the estate is valid as a file, too", () => {
  expect(estateSchema.safeParse(JSON.parse(JSON.stringify(demoEstate))).success).toBe(true);
});
