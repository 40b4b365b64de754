/** New and retired stacks, carried out against the EC2 sandbox: whole, in part, and over the worker's death. */
import {
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  ModifyNetworkInterfaceAttributeCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { VPC } from "#lib/sandbox/estate/demo-ids.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { startWorker, type WorkerProcess } from "#lib/testing/worker/worker-process.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { saveStack } from "#lib/usecases/model/save-stack.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { stackModels } from "#lib/usecases/read/stack-model.ts";
import { proposeNewStackInput } from "#lib/usecases/stack-life/new-stack-input.ts";
import { previewNewStack } from "#lib/usecases/stack-life/preview-new-stack.ts";
import { proposeNewStack } from "#lib/usecases/stack-life/propose-new-stack.ts";
import { proposeRetire, proposeRetireInput } from "#lib/usecases/stack-life/propose-retire.ts";

vi.setConfig({ testTimeout: 180_000 });

let bench: Bench;
const running: WorkerProcess[] = [];
beforeAll(async () => {
  bench = await startBench();
  await bench.observe();
});
afterAll(() => bench.close());
afterEach(async () => {
  for (const worker of running.splice(0)) {
    worker.kill("SIGKILL");
    await worker.ended;
  }
  await bench.sandbox.clearFaults();
});

const admin = () => bench.sandbox.ec2(PROD_ADMIN_KEY, bench.org.scope.region);
const groupsOf = async (vpcId: string) => {
  const answer = await admin().send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
  );
  return answer.SecurityGroups ?? [];
};
const namesIn = async (vpcId: string) => (await groupsOf(vpcId)).map(({ GroupName }) => GroupName);

/** The primary interface of an instance of the platform VPC, by its name. */
async function interfaceOf(name: string): Promise<string> {
  const { instances, interfaces } = await bench.observe();
  const instance = instances.find(({ tags }) => tags.Name === name);
  const item = interfaces.find((each) => each.instanceId === instance?.instanceId && each.deviceIndex === 0);
  if (item === undefined) throw new Error(`There is no instance ${name}.`);
  return item.interfaceId;
}

const wish = async (name: string, members: readonly { interfaceId: string; tier: string }[] = []) =>
  proposeNewStackInput.parse({
    name,
    patternId: bench.org.pattern.id,
    scopeId: bench.org.scope.id,
    vpcId: VPC.platform,
    teamId: bench.org.team.id,
    members,
    reason: "A new application",
  });

const asked = async (name: string, members: readonly { interfaceId: string; tier: string }[] = []) => {
  const created = await proposeNewStack(bench.org.deps, bench.org.people.ruben, await wish(name, members));
  if (!created.ok) throw new Error(created.problem.sentence);
  return bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: created.value.id } });
};
const rowOf = (name: string) => bench.org.owner.stack.findUniqueOrThrow({ where: { name } });
const outcomeOf = async (id: string) =>
  (await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id } })).outcome as {
    sentence: string;
  } | null;
const apply = (id: string) => applyChange(bench.deps, id);
const modelOf = async (name: string) => (await stackModels(bench.org.worker, name))[0]?.stack;

describe("a new stack", () => {
  it("is made, bound by the ids EC2 gave, in line, and can be retired again", async () => {
    const [grafana, gitlab] = [await interfaceOf("grafana"), await interfaceOf("gitlab")];
    const change = await asked("tools", [
      { interfaceId: grafana, tier: "web" },
      { interfaceId: gitlab, tier: "app" },
    ]);
    expect(await rowOf("tools")).toMatchObject({ planned: true });
    expect(await modelOf("tools")).toBeUndefined();
    await bench.approve(change, bench.org.people.casey);
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("applied");

    expect(await rowOf("tools")).toMatchObject({ planned: false, retiredAt: null });
    const stack = await modelOf("tools");
    if (stack === undefined) throw new Error("The stack is not in use.");
    const made = (await groupsOf(VPC.platform)).filter(({ GroupName }) => GroupName?.startsWith("tools-"));
    expect(made.map(({ GroupId }) => GroupId).sort()).toEqual(
      stack.bindings.map(({ primaryGroupId }) => primaryGroupId).sort(),
    );
    expect(made[0]?.Tags).toContainEqual({ Key: "sallyport:stack", Value: "tools" });
    expect(diffStack(stack, await bench.observe()).findings).toEqual([]);

    const retire = (replacementGroupId: string | null) =>
      proposeRetire(
        bench.org.deps,
        bench.org.people.ruben,
        proposeRetireInput.parse({ stackId: change.stackId, replacementGroupId, reason: "No longer needed" }),
      );
    const going = await retire(null);
    if (!going.ok) throw new Error(going.problem.sentence);
    const row = await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: going.value.id } });
    expect(await bench.changeState(row.id)).toBe("open");
    await bench.approve(row, bench.org.people.casey);
    await apply(row.id);
    expect(await bench.changeState(row.id)).toBe("applied");
    expect((await namesIn(VPC.platform)).filter((name) => name?.startsWith("tools-"))).toEqual([]);
    expect((await rowOf("tools")).retiredAt).not.toBeNull();
    const item = (await bench.observe()).interfaces.find(({ interfaceId }) => interfaceId === grafana);
    expect(item?.groupIds).toHaveLength(1);
    const again = await proposeNewStack(bench.org.deps, bench.org.people.ruben, await wish("tools"));
    expect(again.ok ? "" : again.problem.sentence).toMatch(/name of a retired stack/);
  });

  it.each(["mara", "ines", "noor", "otto"] as const)("is not %s's to ask for or to look at", async (who) => {
    const person: PersonActor = bench.org.people[who];
    const { reason: _, requestKey: __, ...preview } = await wish("secret");
    expect(await previewNewStack(bench.org.deps, person, preview)).toMatchObject({ ok: false });
    expect(await proposeNewStack(bench.org.deps, person, await wish("secret"))).toMatchObject({ ok: false });
    expect(await bench.org.owner.stack.count({ where: { name: "secret" } })).toBe(0);
  });

  it("is a team lead's to ask for on the own team, and not hers to approve", async () => {
    const created = await proposeNewStack(bench.org.deps, bench.org.people.priya, await wish("priyas"));
    if (!created.ok) throw new Error(created.problem.sentence);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: created.value.id } });
    await expect(bench.approve(change, bench.org.people.priya)).rejects.toThrow();
    const twice = await proposeNewStack(bench.org.deps, bench.org.people.ruben, await wish("priyas"));
    expect(twice.ok ? "" : twice.problem.sentence).toMatch(/Change #\d+ makes a stack named priyas already/);
  });

  it("is stale when somebody takes a name first: nothing is made", async () => {
    const change = await asked("taken");
    await bench.approve(change, bench.org.people.casey);
    await admin().send(
      new CreateSecurityGroupCommand({ VpcId: VPC.platform, GroupName: "Taken-DB", Description: "mine" }),
    );
    const before = (await bench.mutations()).length;
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("stale");
    expect((await bench.mutations()).length).toBe(before);
    expect(await rowOf("taken")).toMatchObject({ planned: true });
  });

  it("keeps what exists when EC2 refuses in the middle, and says so", async () => {
    const change = await asked("partly");
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "error", code: "UnauthorizedOperation", status: 403, message: "not allowed" },
    });
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("partial");
    expect((await namesIn(VPC.platform)).filter((name) => name?.startsWith("partly-"))).toHaveLength(4);
    expect(await rowOf("partly")).toMatchObject({ planned: true });
    expect((await outcomeOf(change.id))?.sentence).toMatch(
      /UnauthorizedOperation.*What was made stays and keeps its names: partly-web \(sg-.*Settings\./,
    );
    await bench.observe();
    const again = await proposeNewStack(bench.org.deps, bench.org.people.ruben, await wish("partly"));
    expect(again.ok ? "" : again.problem.sentence).toMatch(/has a group named partly-web already/);
    const ids = new Map((await groupsOf(VPC.platform)).map(({ GroupName, GroupId }) => [GroupName, GroupId]));
    const tiers = ["web", "app", "db", "ssh-admin"].map((tier) => `  ${tier}: ${ids.get(`partly-${tier}`)}`);
    const yaml = [
      "name: partly",
      `account: "${bench.org.scope.accountId}"`,
      `region: ${bench.org.scope.region}`,
      `vpc: ${VPC.platform}`,
      `team: ${bench.org.team.name}`,
      "pattern: three-tier@1",
      "tiers:",
      ...tiers,
    ].join("\n");
    const saved = await saveStack(bench.org.deps, bench.org.people.ruben, { yaml, version: null });
    expect(saved).toMatchObject({ ok: true });
    expect(await rowOf("partly")).toMatchObject({ planned: false, retiredAt: null });
  });

  it("whose answer was lost is known again by its own tag, and made once", async () => {
    const change = await asked("lost");
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "CreateSecurityGroup" },
      effect: { kind: "drop", when: "after" },
      times: 1,
    });
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
    expect((await namesIn(VPC.platform)).filter((name) => name?.startsWith("lost-"))).toHaveLength(4);
  });
});

describe("reads that lag", () => {
  it("do not end a new stack in the middle: what EC2 has just made is looked for again", async () => {
    const change = await asked("lagging");
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "DescribeSecurityGroups" },
      effect: { kind: "stale-reads", milliseconds: 600 },
    });
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
  });
});

describe("kill -9 of the worker", () => {
  const dieAt = async (deaths: readonly string[]) => {
    for (const death of deaths) {
      const worker = await startWorker(bench, { SALLYPORT_FAIL_POINT: death });
      running.push(worker);
      expect(await worker.ended).toBe("SIGKILL");
    }
    running.push(await startWorker(bench, {}));
  };

  it("while a stack is made, and retired: each step has its effect once, and the ids are known again", async () => {
    const change = await asked("crash", [{ interfaceId: await interfaceOf("wireguard"), tier: "web" }]);
    await bench.approve(change, bench.org.people.casey);
    const { steps } = planSchema.parse(change.plan);
    const before = (await bench.mutations()).length;
    await dieAt(["after-call:1", "after-outcome:3", `after-call:${steps.length}`]);
    await expect.poll(() => bench.changeState(change.id), { timeout: 60_000, interval: 200 }).toBe("applied");
    const effective = (await bench.mutations()).slice(before).filter((request) => request.effective);
    expect(effective).toHaveLength(steps.length);
    const stack = await modelOf("crash");
    if (stack === undefined) throw new Error("The stack is not in use.");
    expect(diffStack(stack, await bench.observe()).findings).toEqual([]);

    running.at(-1)?.kill("SIGTERM");
    await running.at(-1)?.ended;
    const input = { stackId: change.stackId, replacementGroupId: null, reason: "Done" };
    const created = await proposeRetire(
      bench.org.deps,
      bench.org.people.ruben,
      proposeRetireInput.parse(input),
    );
    if (!created.ok) throw new Error(created.problem.sentence);
    const going = await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: created.value.id } });
    await bench.approve(going, bench.org.people.casey);
    await dieAt([`after-call:${planSchema.parse(going.plan).steps.length}`]);
    await expect.poll(() => bench.changeState(going.id), { timeout: 60_000, interval: 200 }).toBe("applied");
    expect((await namesIn(VPC.platform)).filter((name) => name?.startsWith("crash-"))).toEqual([]);
  });
});

describe("a stack that is to be retired", () => {
  it("stays in use when somebody begins to carry its group, and while a grant is live it is not asked for", async () => {
    const stack = await modelOf("lost");
    const web = stack?.bindings.find(({ tier }) => tier === "web")?.primaryGroupId ?? "";
    const { id } = await rowOf("lost");
    await bench.observe();
    const input = proposeRetireInput.parse({ stackId: id, replacementGroupId: null, reason: "Done" });
    const created = await proposeRetire(bench.org.deps, bench.org.people.ruben, input);
    if (!created.ok) throw new Error(created.problem.sentence);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: created.value.id } });
    await bench.approve(change, bench.org.people.casey);
    const wireguard = await interfaceOf("wireguard");
    const item = (await bench.observe()).interfaces.find(({ interfaceId }) => interfaceId === wireguard);
    await admin().send(
      new ModifyNetworkInterfaceAttributeCommand({
        NetworkInterfaceId: wireguard,
        Groups: [...(item?.groupIds ?? []), web],
      }),
    );
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("stale");
    expect(JSON.stringify(await outcomeOf(change.id))).toContain(`${wireguard} carries ${web} now`);
    expect((await rowOf("lost")).retiredAt).toBeNull();
    expect((await namesIn(VPC.platform)).filter((name) => name?.startsWith("lost-"))).toHaveLength(4);

    await bench.askGrant(bench.org.people.mara, "198.18.0.9/32", 600);
    const shop = proposeRetireInput.parse({
      stackId: bench.org.stack.id,
      replacementGroupId: null,
      reason: "x",
    });
    const refused = await proposeRetire(bench.org.deps, bench.org.people.ruben, shop);
    expect(refused.ok ? "" : refused.problem.sentence).toMatch(/1 grant has not ended yet/);
  });
});
