import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEc2Clients, type Ec2Clients } from "#lib/adapters/ec2/ec2-clients.ts";
import { createEstateReader } from "#lib/adapters/ec2/estate-reader.ts";
import { sandboxAccess } from "#lib/adapters/ec2/sandbox-access.ts";
import { diffStack, type StackDiff } from "#lib/core/diff/diff-stack.ts";
import type { Observation, ObservedPart, PartStatus } from "#lib/core/group/observation.ts";
import type { Result } from "#lib/core/result.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { type Ec2Sandbox, startEc2Sandbox } from "#lib/sandbox/ec2/main.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { type DemoModel, demoModel } from "#lib/sandbox/estate/demo-model.ts";

// The demo as a whole: its estate, read over the wire and compared with its model, tells the story it was made for.

let folder: string;
let sandbox: Ec2Sandbox;
let clients: Ec2Clients;
let model: DemoModel;
let diffs: ReadonlyMap<string, StackDiff>;

function readable<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

async function observe(scope: DemoModel["scopes"][number]): Promise<Observation> {
  const { accountId, region } = scope;
  const reading = await createEstateReader(clients).read({ accountId, region }, () => undefined);
  const takenAt = new Date().toISOString();
  const status = (part: ObservedPart): PartStatus => {
    const { complete, problem } = reading[part];
    return { complete, asOf: takenAt, problem };
  };
  return {
    accountId,
    region,
    takenAt,
    parts: {
      vpcs: status("vpcs"),
      subnets: status("subnets"),
      peerings: status("peerings"),
      groups: status("groups"),
      interfaces: status("interfaces"),
      instances: status("instances"),
      prefixLists: status("prefixLists"),
    },
    vpcs: reading.vpcs.items,
    subnets: reading.subnets.items,
    peerings: reading.peerings.items,
    groups: reading.groups.items,
    interfaces: reading.interfaces.items,
    instances: reading.instances.items,
    prefixLists: reading.prefixLists.items,
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sallyport-story-"));
  sandbox = await startEc2Sandbox({ estate: demoEstate, dataDirectory: folder });
  clients = createEc2Clients({
    access: (accountId) => sandboxAccess(accountId, sandbox.url),
    mayCall: (origin) => origin === new URL(sandbox.url).origin,
  });
  model = await demoModel(demoEstate, "http://127.0.0.1:1", new Date(), true);
  const observations = await Promise.all(model.scopes.map(observe));
  const patterns = model.patterns.map((yaml) => readable(readPatternYaml(yaml)));
  diffs = new Map(
    model.stacks.map((yaml) => {
      const text = readable(readStackYaml(yaml));
      const pattern = patterns.find(({ name }) => name === text.pattern.name);
      const observation = observations.find(
        ({ accountId, region }) => accountId === text.accountId && region === text.region,
      );
      if (pattern === undefined || observation === undefined) throw new Error(`${text.name} stands nowhere`);
      return [text.name, diffStack({ ...text, pattern, openSources: text.standing }, observation)];
    }),
  );
});

afterAll(async () => {
  clients.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const kindsOf = (stack: string): readonly string[] =>
  [...new Set(diffs.get(stack)?.findings.map((finding) => finding.kind))].sort();

test("every text of the model is one that Sallyport reads", () => {
  expect(diffs.size).toBe(6);
  expect(readable(readPolicyYaml(model.policy)).networks.length).toBeGreaterThan(0);
});

test("status is in line, and nothing of any stack is unknown", () => {
  expect(diffs.get("status")?.findings).toEqual([]);
  for (const stack of diffs.keys()) expect(kindsOf(stack)).not.toContain("unknown");
});

test("each of the others differs in its own way", () => {
  expect(kindsOf("shop")).toEqual(["extra"]);
  expect(kindsOf("ledger")).toEqual([
    "extra",
    "listed-interface",
    "missing",
    "no-door",
    "several-tiers",
    "too-wide",
  ]);
  expect(kindsOf("portal")).toEqual(["extra", "missing"]);
  expect(kindsOf("reports")).toEqual(["extra", "stale-reference", "too-wide"]);
  expect(kindsOf("catalog")).toEqual(["extra", "missing", "redundant", "too-wide"]);
});
