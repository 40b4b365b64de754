/** The recorded accounts against `expected.md`, which was written before the first run. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { isDescribed } from "#lib/formats/ec2/describe/described-pages.ts";
import { readDescribed } from "#lib/formats/ec2/describe/read-described.ts";
import { adopt } from "./adopt.ts";

const RECORDED = "../shared/data";
const isHere = existsSync(RECORDED);
const NOT_HERE = `The recorded accounts are not at ${RECORDED}.`;

const recorded = (folder: string): Observation => {
  const files = readdirSync(join(RECORDED, folder))
    .map((name) => ({
      name,
      json: JSON.parse(readFileSync(join(RECORDED, folder, name), "utf8")) as unknown,
    }))
    .filter(({ json }) => isDescribed(json));
  const read = readDescribed(files, { accountId: null, region: null, takenAt: "2026-01-01T00:00:00Z" });
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
};

test("CloudMapper: web, internal web, database, with a bastion and an endpoint", ({ skip }) => {
  skip(!isHere, NOT_HERE);
  const observation = recorded("cloudmapper-demo/us-east-1");
  const { stacks, leftOut, shared } = adopt(observation);
  expect(stacks.length).toBe(1);
  const [proposal] = stacks;
  if (proposal === undefined) return;
  const { stack, tiers } = proposal;
  expect(
    Object.fromEntries(
      tiers.map((tier) => [tier.tier, [tier.duty, ...tier.bindings.map((each) => each.groupId)]]),
    ),
  ).toEqual({
    "public-web": ["front", "sg-00000003"],
    "internal-web": ["inner", "sg-00000004"],
    database: ["database", "sg-00000005"],
    endpoint: ["endpoint", "sg-00000006"],
    bastion: ["bastion", "sg-00000002"],
  });
  const flowsOf = (name: string) => {
    const ingress = stack.pattern.tiers.find((tier) => tier.name === name)?.ingress;
    return ingress?.mode === "list"
      ? ingress.flows.map(({ peer, services }) => [
          peer.kind === "tier" ? peer.tier : peer.kind,
          services.map((each) => each.fromPort),
        ])
      : null;
  };
  expect(flowsOf("public-web")).toEqual([["anyone", [443]]]);
  expect(flowsOf("internal-web")).toEqual([
    ["public-web", [8000]],
    ["bastion", [8000]],
  ]);
  expect(flowsOf("database")).toEqual([["internal-web", [5432]]]);
  expect(flowsOf("endpoint")).toEqual([["internal-web", [443]]]);
  expect(flowsOf("bastion")).toEqual([["granted-sources", [22]]]);
  expect(stack.openSources.map(({ peer }) => peer)).toEqual([
    { kind: "cidr", cidr: "1.1.1.1/32" },
    { kind: "cidr", cidr: "2.2.2.0/28" },
  ]);
  expect(proposal.calledOut).toEqual([]);
  expect(leftOut.map(({ groupId, code }) => [groupId, code])).toEqual([
    ["sg-00000001", "default-group"],
    ["sg-00000007", "alone"],
    ["sg-00000008", "alone"],
  ]);
  expect(shared).toEqual([]);
  expect(diffStack(stack, observation).summary.state).toBe("in-line");
});

test("the hybrid account has no tiers, and the answer says so", ({ skip }) => {
  skip(!isHere, NOT_HERE);
  const { stacks, noTiers, leftOut } = adopt(recorded("batfish-hybrid-cloud-aws/us-west-2"));
  expect(stacks).toEqual([]);
  expect(noTiers).toMatch(/^No tiers here\. Of 11 groups 4 default;/);
  expect(leftOut.length).toBe(11);
});
