import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEc2Clients, type Ec2Clients } from "#lib/adapters/ec2/ec2-clients.ts";
import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { createEstateReader } from "#lib/adapters/ec2/estate-reader.ts";
import { sandboxAccess } from "#lib/adapters/ec2/sandbox-access.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { isNote } from "#lib/core/diff/finding.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import { OBSERVED_PARTS, type Observation, type ObservedPart } from "#lib/core/group/observation.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { type MatchOptions, planMatch } from "#lib/core/plan/plan-match.ts";
import { DEFAULT_LIMITS } from "#lib/core/plan/quota.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { type Ec2Sandbox, startEc2Sandbox } from "#lib/sandbox/ec2/main.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { demoModel } from "#lib/sandbox/estate/demo-model.ts";
import type { Call } from "#lib/usecases/apply/ec2-gate.ts";
import type { PartReadings } from "#lib/usecases/observation/estate-reader.ts";

// The sandbox is a second opinion: every demo stack's plan is carried out over the wire, and EC2 then says what the
// core said it would.

let folder: string;
let sandbox: Ec2Sandbox;
let clients: Ec2Clients;
let stacks: readonly Stack[];

const OPTIONS: MatchOptions = {
  removeRedundant: true,
  acceptNoSshSource: true,
  acceptQuotaGap: false,
  limits: DEFAULT_LIMITS,
};

async function observe(scope: { accountId: string; region: string }): Promise<Observation> {
  const reading: PartReadings = await createEstateReader(clients).read(scope, () => undefined);
  const takenAt = new Date().toISOString();
  const items = <Part extends ObservedPart>(part: Part) => reading[part].items;
  const parts = OBSERVED_PARTS.map((part) => {
    const { complete, problem } = reading[part];
    return [part, { complete, asOf: takenAt, problem }] as const;
  });
  return {
    ...scope,
    takenAt,
    parts: Object.fromEntries(parts) as Observation["parts"],
    vpcs: items("vpcs"),
    subnets: items("subnets"),
    peerings: items("peerings"),
    groups: items("groups"),
    interfaces: items("interfaces"),
    instances: items("instances"),
    prefixLists: items("prefixLists"),
  };
}

const callOf = (step: PlanStep): Call => {
  switch (step.action) {
    case "authorize":
      return { kind: "authorize", groupId: step.groupId, rule: step.rule, tags: step.tags };
    case "revoke":
      return { kind: "revoke", groupId: step.groupId, rule: step.rule };
    case "modify":
      return { kind: "modify-rule", groupId: step.groupId, ruleId: step.ruleId, rule: step.after };
    case "describe":
      return {
        kind: "write-description",
        groupId: step.groupId,
        rule: step.rule,
        description: step.description,
      };
    case "set-interface-groups":
      return { kind: "set-interface-groups", interfaceId: step.interfaceId, groupIds: step.after };
    case "create-group": {
      const { vpcId, name, description, tags } = step;
      return { kind: "create-group", vpcId, name, description, tags };
    }
    case "delete-group":
      return { kind: "delete-group", groupId: step.groupId };
  }
};

/** What matters of an observation: rules by identity, and who carries what. */
const shapeOf = (observation: Observation) => ({
  groups: observation.groups
    .map(({ groupId, rules }) => `${groupId} ${[...new Set(rules.map(ruleKey))].sort().join(", ")}`)
    .sort(),
  interfaces: observation.interfaces
    .map(({ interfaceId, groupIds }) => `${interfaceId} ${[...groupIds].sort().join(" ")}`)
    .sort(),
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sallyport-plans-"));
  sandbox = await startEc2Sandbox({ estate: demoEstate, dataDirectory: folder });
  clients = createEc2Clients({
    access: (accountId) => sandboxAccess(accountId, sandbox.url),
    mayCall: (origin) => origin === new URL(sandbox.url).origin,
  });
  const model = await demoModel(demoEstate, "http://127.0.0.1:1", new Date(), true);
  const patterns = model.patterns.flatMap((yaml) => {
    const pattern = readPatternYaml(yaml);
    return pattern.ok ? [pattern.value] : [];
  });
  stacks = model.stacks.flatMap((yaml) => {
    const text = readStackYaml(yaml);
    const pattern = text.ok ? patterns.find(({ name }) => name === text.value.pattern.name) : undefined;
    return text.ok && pattern ? [{ ...text.value, pattern, openSources: text.value.standing }] : [];
  });
});

afterAll(async () => {
  clients.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every demo stack's plan does on EC2 what the core said, and a second look finds nothing to do", async () => {
  const gate = createEc2Gate(clients);
  let carriedOut = 0;
  for (const stack of stacks) {
    const before = await observe({ accountId: stack.accountId, region: stack.region });
    const planned = planMatch(stack, diffStack(stack, before), before, OPTIONS);
    if (!planned.ok) throw new Error(`${stack.name}: ${planned.problem.sentence}`);
    const { plan, leftOut } = planned.value;
    const session = await gate.open({ accountId: stack.accountId, region: stack.region });
    for (const step of plan.steps) {
      await session.ready();
      const outcome = await session.send(callOf(step), () => true);
      expect({ step, ...outcome }).toMatchObject({ kind: "accepted" });
      carriedOut += 1;
    }
    const after = await observe({ accountId: stack.accountId, region: stack.region });
    expect(shapeOf(after)).toEqual(shapeOf(simulateAll(before, plan.steps)));
    const left = new Set(leftOut.map(({ findingId }) => findingId));
    const diff = diffStack(stack, after);
    expect(diff.findings.filter((finding) => !isNote(finding) && !left.has(finding.id))).toEqual([]);
    const again = planMatch(stack, diff, after, OPTIONS);
    expect(again.ok ? again.value.plan.steps : again.problem).toEqual([]);
  }
  expect(stacks.length).toBeGreaterThanOrEqual(4);
  expect(carriedOut).toBeGreaterThan(10);
});
