/** New and retired stacks, carried out against the EC2 sandbox: whole, in part, and not at all. */
import { CreateSecurityGroupCommand, ModifyNetworkInterfaceAttributeCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { VPC } from "#lib/sandbox/estate/demo-ids.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { type StackLife, stackLifeOn } from "#lib/testing/worker/stack-life-bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { saveStack } from "#lib/usecases/model/save-stack.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { previewNewStack } from "#lib/usecases/stack-life/preview-new-stack.ts";
import { proposeNewStack } from "#lib/usecases/stack-life/propose-new-stack.ts";
import { proposeRetire, proposeRetireInput } from "#lib/usecases/stack-life/propose-retire.ts";

vi.setConfig({ testTimeout: 180_000 });

let bench: Bench;
let life: StackLife;
beforeAll(async () => {
  bench = await startBench();
  life = stackLifeOn(bench);
  await bench.observe();
});
afterAll(() => bench.close());
afterEach(() => bench.sandbox.clearFaults());

const apply = (id: string) => applyChange(bench.deps, id);

describe("a new stack", () => {
  it("is made, bound by the ids EC2 gave, in line, and can be retired again", async () => {
    const [grafana, gitlab] = [await life.interfaceOf("grafana"), await life.interfaceOf("gitlab")];
    const change = await life.asked(
      "tools",
      [
        { interfaceId: grafana, tier: "web" },
        { interfaceId: gitlab, tier: "app" },
      ],
      [{ source: "203.0.113.9/32", name: "Jump host", review: "2027-03-01" }],
    );
    expect(await life.stackRow("tools")).toMatchObject({ planned: true });
    expect(await life.stack("tools")).toBeNull();
    await bench.approve(change, bench.org.people.casey);
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("applied");

    expect(await life.stackRow("tools")).toMatchObject({ planned: false, retiredAt: null });
    const stack = await life.stack("tools");
    if (stack === null) throw new Error("The stack is not in use.");
    const made = await life.groupsNamed("tools-");
    expect(made.map(({ GroupId }) => GroupId).sort()).toEqual(
      stack.bindings.map(({ primaryGroupId }) => primaryGroupId).sort(),
    );
    expect(made[0]?.Tags).toContainEqual({ Key: "sallyport:stack", Value: "tools" });
    const door = made.find(({ GroupName }) => GroupName === "tools-ssh-admin");
    expect(door?.IpPermissions).toMatchObject([{ FromPort: 22, IpRanges: [{ CidrIp: "203.0.113.9/32" }] }]);
    expect(stack.openSources).toEqual([
      { name: "Jump host", peer: { kind: "cidr", cidr: "203.0.113.9/32" } },
    ]);
    expect(diffStack(stack, await bench.observe()).findings).toEqual([]);

    const row = await life.askedToRetire(change.stackId);
    expect(row.state).toBe("open");
    await bench.approve(row, bench.org.people.casey);
    await apply(row.id);
    expect(await bench.changeState(row.id)).toBe("applied");
    expect(await life.groupsNamed("tools-")).toEqual([]);
    expect((await life.stackRow("tools")).retiredAt).not.toBeNull();
    const item = (await bench.observe()).interfaces.find(({ interfaceId }) => interfaceId === grafana);
    expect(item?.groupIds).toHaveLength(1);
    const again = await proposeNewStack(bench.org.deps, bench.org.people.ruben, life.wish("tools"));
    expect(again.ok ? "" : again.problem.sentence).toMatch(/name of a retired stack/);
  });

  it("opens to no standing source that nobody may ask for, or whose owner nobody knows", async () => {
    const wish = life.wish(
      "wide",
      [],
      [
        { source: "0.0.0.0/0", name: "Everybody", review: "2027-03-01" },
        { source: "203.0.113.9/32", name: "Jump host", owner: "nobody@example.com", review: "2027-03-01" },
      ],
    );
    const refused = await proposeNewStack(bench.org.deps, bench.org.people.ruben, wish);
    expect(refused.ok ? "" : refused.problem.sentence).toMatch(/the whole Internet.*wider than anybody/);
    expect(refused.ok ? "" : refused.problem.sentence).toMatch(/knows nobody.*nobody@example\.com/);
    expect(await bench.org.owner.stack.count({ where: { name: "wide" } })).toBe(0);
  });

  it("calls a standing source by the name it is known by, whatever somebody types", async () => {
    const known = await bench.org.owner.source.create({
      data: { name: "HQ office", kind: "ipv4", value: "203.0.113.77/32" },
    });
    const typed = { source: "203.0.113.77/32", name: "Priya's own", review: "2027-03-01" };
    const { reason: _, requestKey: __, ...preview } = life.wish("renaming", [], [typed]);
    const shown = await previewNewStack(bench.org.deps, bench.org.people.priya, preview);
    const said = '203.0.113.77/32 is known as "HQ office" and keeps that name.';
    expect(shown).toMatchObject({
      ok: true,
      value: {
        stack: { openSources: [{ name: "HQ office" }] },
        effect: { warnings: expect.arrayContaining([said]) },
      },
    });
    const created = await proposeNewStack(
      bench.org.deps,
      bench.org.people.priya,
      life.wish("renaming", [], [typed]),
    );
    if (!created.ok) throw new Error(created.problem.sentence);
    const { effect } = await life.changeRow(created.value.id);
    expect(effect).toMatchObject({ warnings: expect.arrayContaining([said]) });
    expect(JSON.stringify(effect)).not.toContain("Priya's own");
    const { yaml } = await life.stackRow("renaming");
    expect(yaml).toContain("HQ office");
    expect(yaml).not.toContain("Priya's own");
    expect(await bench.org.owner.source.findMany({ where: { value: known.value } })).toEqual([known]);
    const same = { ...typed, name: "HQ office" };
    const again = await previewNewStack(bench.org.deps, bench.org.people.priya, {
      ...preview,
      name: "naming",
      standing: life.wish("naming", [], [same]).standing,
    });
    expect(again.ok && again.value.effect.warnings).not.toContain(said);
  });

  it.each(["mara", "ines", "noor", "otto"] as const)("is not %s's to ask for or to look at", async (who) => {
    const person: PersonActor = bench.org.people[who];
    const { reason: _, requestKey: __, ...preview } = life.wish("secret");
    expect(await previewNewStack(bench.org.deps, person, preview)).toMatchObject({ ok: false });
    expect(await proposeNewStack(bench.org.deps, person, life.wish("secret"))).toMatchObject({ ok: false });
    expect(await bench.org.owner.stack.count({ where: { name: "secret" } })).toBe(0);
  });

  it("is a team lead's to ask for on the own team, and not hers to approve", async () => {
    const created = await proposeNewStack(bench.org.deps, bench.org.people.priya, life.wish("priyas"));
    if (!created.ok) throw new Error(created.problem.sentence);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: created.value.id } });
    await expect(bench.approve(change, bench.org.people.priya)).rejects.toThrow();
    const twice = await proposeNewStack(bench.org.deps, bench.org.people.ruben, life.wish("priyas"));
    expect(twice.ok ? "" : twice.problem.sentence).toMatch(/Change #\d+ makes a stack named priyas already/);
  });

  it("is stale when somebody takes a name first: nothing is made", async () => {
    const change = await life.asked("taken");
    await bench.approve(change, bench.org.people.casey);
    await life.admin.send(
      new CreateSecurityGroupCommand({ VpcId: VPC.platform, GroupName: "Taken-DB", Description: "mine" }),
    );
    const before = (await bench.mutations()).length;
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("stale");
    expect((await bench.mutations()).length).toBe(before);
    expect(await life.stackRow("taken")).toMatchObject({ planned: true });
  });

  it("keeps what exists when EC2 refuses in the middle, and says so", async () => {
    const change = await life.asked("partly");
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "error", code: "UnauthorizedOperation", status: 403, message: "not allowed" },
    });
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("partial");
    expect(await life.groupsNamed("partly-")).toHaveLength(4);
    expect(await life.stackRow("partly")).toMatchObject({ planned: true });
    expect(JSON.stringify((await life.changeRow(change.id)).outcome)).toMatch(
      /UnauthorizedOperation.*What was made stays and keeps its names: partly-web \(sg-.*Settings\./,
    );
    await bench.observe();
    const again = await proposeNewStack(bench.org.deps, bench.org.people.ruben, life.wish("partly"));
    expect(again.ok ? "" : again.problem.sentence).toMatch(/has a group named partly-web already/);
    const ids = new Map((await life.groups()).map(({ GroupName, GroupId }) => [GroupName, GroupId]));
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
    expect(await life.stackRow("partly")).toMatchObject({ planned: false, retiredAt: null });
  });

  it("whose answer was lost is known again by its own tag, and made once", async () => {
    const change = await life.asked("lost");
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "CreateSecurityGroup" },
      effect: { kind: "drop", when: "after" },
      times: 1,
    });
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
    expect(await life.groupsNamed("lost-")).toHaveLength(4);
  });
});

describe("reads that lag", () => {
  it("do not end a new stack in the middle: what EC2 has just made is looked for again", async () => {
    const change = await life.asked("lagging");
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "DescribeSecurityGroups" },
      effect: { kind: "stale-reads", milliseconds: 600 },
    });
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
  });
});

describe("a stack that is to be retired", () => {
  it("stays in use when somebody begins to carry its group, and while a grant is live it is not asked for", async () => {
    const stack = await life.stack("lost");
    const web = stack?.bindings.find(({ tier }) => tier === "web")?.primaryGroupId ?? "";
    const { id } = await life.stackRow("lost");
    await bench.observe();
    const change = await life.askedToRetire(id);
    await bench.approve(change, bench.org.people.casey);
    const wireguard = await life.interfaceOf("wireguard");
    const item = (await bench.observe()).interfaces.find(({ interfaceId }) => interfaceId === wireguard);
    await life.admin.send(
      new ModifyNetworkInterfaceAttributeCommand({
        NetworkInterfaceId: wireguard,
        Groups: [...(item?.groupIds ?? []), web],
      }),
    );
    await apply(change.id);
    expect(await bench.changeState(change.id)).toBe("stale");
    expect(JSON.stringify((await life.changeRow(change.id)).outcome)).toContain(
      `${wireguard} carries ${web} now`,
    );
    expect((await life.stackRow("lost")).retiredAt).toBeNull();
    expect(await life.groupsNamed("lost-")).toHaveLength(4);

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
