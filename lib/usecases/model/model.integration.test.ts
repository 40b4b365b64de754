import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import { printPatternYaml, readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { printPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import {
  askedGrant,
  createOrganisation,
  type Organisation,
  openChange,
  workerActor,
} from "#lib/testing/organisation.ts";
import { approveChange } from "../approval/approve-change.ts";
import { contentOf, withParts } from "../audit/content-of.ts";
import { askForPolicy, askForPolicyInput } from "../policy/ask-for-policy.ts";
import { askForStackPolicy, askForStackPolicyInput } from "../policy/ask-for-stack-policy.ts";
import { beginPolicy } from "../policy/begin-policy.ts";
import { readChange } from "../read/read-change.ts";
import { readModel } from "./read-model.ts";
import { readPolicy } from "./read-policy.ts";
import { retireStack } from "./retire-stack.ts";
import { savePattern } from "./save-pattern.ts";
import { saveSource } from "./save-source.ts";
import { saveStack } from "./save-stack.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const stackText = (over: Record<string, string> = {}) => {
  const parts = {
    name: "ledger",
    account: '"111122223333"',
    team: "Ledger",
    pattern: "three-tier",
    tiers:
      "{ web: sg-0000000000000000a, app: sg-0000000000000000b, db: sg-0000000000000000c, ssh-admin: sg-0000000000000000d }",
    standing:
      "[{ name: Hamburg office, source: 198.51.100.0/24, owner: casey@tidewater.example, review: 2027-03-01 }]",
    policy: "{}",
    ...over,
  };
  return `name: ${parts.name}
account: ${parts.account}
region: eu-central-1
vpc: vpc-0a1b2c3d4e5f60718
team: ${parts.team}
pattern: ${parts.pattern}
tiers: ${parts.tiers}
standing: ${parts.standing}
policy: ${parts.policy}
`;
};

/** What the newest entry of an action says. */
const entryOf = async (action: string) =>
  contentOf(
    await org.owner.auditEntry.findFirstOrThrow({
      where: { action },
      orderBy: { at: "desc" },
      include: withParts,
    }),
  ).details;

describe("patterns", () => {
  const text = (version: number) => {
    const read = readPatternYaml(org.pattern.yaml);
    if (!read.ok) throw new Error("unreadable");
    return printPatternYaml({ ...read.value, version });
  };

  it("are saved as the next version, and never rewritten", async () => {
    expect(await savePattern(org.deps, org.people.casey, { yaml: text(1) })).toMatchObject({
      problem: { kind: "conflict" },
    });
    const saves = await Promise.all(
      [0, 1, 2].map(() => savePattern(org.deps, org.people.casey, { yaml: text(2) })),
    );
    expect(saves.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { name: "three-tier", version: 2 } }]);
    expect(await entryOf("pattern.saved")).toMatchObject({ yamlBefore: org.pattern.yaml, yaml: text(2) });
    const stack = await org.owner.stack.findUniqueOrThrow({
      where: { name: "shop" },
      include: { pattern: true },
    });
    expect(stack.pattern.version).toBe(1);
  });

  it("with mistakes say where, and by others than cloud admins are refused", async () => {
    const broken = text(3).replace("tcp/443", "tcp/99999");
    expect(await savePattern(org.deps, org.people.casey, { yaml: broken })).toMatchObject({
      problem: { kind: "invalid", problems: [{ line: expect.any(Number), column: expect.any(Number) }] },
    });
    for (const person of [org.people.mara, org.people.priya, org.people.ines]) {
      expect(await savePattern(org.deps, person, { yaml: text(3) })).toMatchObject({
        problem: { kind: "forbidden" },
      });
    }
    expect(await savePattern(org.deps, org.people.noor, { yaml: text(3) })).toMatchObject({
      problem: { kind: "absent" },
    });
  });
});

describe("stacks", () => {
  it("are saved with their standing sources, and again only by whoever has read the last version", async () => {
    const saved = await saveStack(org.deps, org.people.casey, { yaml: stackText(), version: null });
    expect(saved).toMatchObject({ ok: true, value: { name: "ledger", version: 1 } });
    const load = () =>
      org.owner.stack.findUniqueOrThrow({
        where: { name: "ledger" },
        include: { standing: { include: { source: true } } },
      });
    expect((await load()).standing.map(({ source }) => source.value)).toEqual(["198.51.100.0/24"]);

    const other = stackText({ standing: "[{ name: VPN, source: 203.0.113.0/28, review: 2027-03-01 }]" });
    expect(await saveStack(org.deps, org.people.ruben, { yaml: other, version: null })).toMatchObject({
      problem: { kind: "conflict" },
    });
    const both = await Promise.all(
      [0, 1].map(() => saveStack(org.deps, org.people.ruben, { yaml: other, version: 1 })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await load()).standing.map(({ source }) => source.name)).toEqual(["VPN"]);
    expect((await load()).version).toBe(2);

    // Whoever edits the model may call a source otherwise, wherever it is used, and the log tells both names.
    const renamed = stackText({
      standing: "[{ name: Dial-in, source: 203.0.113.0/28, review: 2027-03-01 }]",
    });
    await saveStack(org.deps, org.people.ruben, { yaml: renamed, version: 2 });
    expect((await load()).standing.map(({ source }) => source.name)).toEqual(["Dial-in"]);
    expect(await entryOf("stack.saved")).toMatchObject({
      renamed: [{ value: "203.0.113.0/28", before: "VPN", after: "Dial-in" }],
    });
  });

  it.each([
    ["account", { account: '"999999999999"' }],
    ["team", { team: "Nobody" }],
    ["pattern", { pattern: "four-tier" }],
    ["pattern", { pattern: "three-tier@9" }],
    ["tiers.queue", { tiers: "{ queue: sg-0000000000000000a }" }],
    ["tiers", { tiers: "{ web: sg-0000000000000000a }" }],
    [
      "standing[0].owner",
      { standing: "[{ name: x, source: 10.0.0.0/8, owner: who@x.example, review: 2027-01-01 }]" },
    ],
    ["policy.times", { policy: "{ times: { shortest: 90d } }" }],
  ])("that name what is not there say so (%s)", async (path, over) => {
    const result = await saveStack(org.deps, org.people.casey, {
      yaml: stackText({ name: "new", ...over }),
      version: null,
    });
    expect(result).toMatchObject({ ok: false, problem: { kind: "invalid", problems: [{ path }] } });
    expect(await org.owner.stack.count({ where: { name: "new" } })).toBe(0);
  });

  it("stay in their account and Region while grants are open there, which could not be closed elsewhere", async () => {
    await org.owner.scope.create({
      data: { accountId: "444455556666", accountName: "other", region: "eu-central-1" },
    });
    const name = "moving";
    const { casey } = org.people;
    const first = await saveStack(org.deps, casey, { yaml: stackText({ name }), version: null });
    expect(first).toMatchObject({ ok: true });
    const stack = await org.owner.stack.findUniqueOrThrow({ where: { name } });
    const change = await openChange(org, org.people.mara);
    const grant = await askedGrant(org, change.id, org.people.mara);
    await org.owner.grant.update({ where: { id: grant.id }, data: { stackId: stack.id } });
    const yaml = stackText({ name, account: '"444455556666"' });
    const move = () => saveStack(org.deps, casey, { yaml, version: 1 });
    expect(await move()).toMatchObject({ problem: { kind: "conflict" } });
    await org.owner.grant.delete({ where: { id: grant.id } });
    expect(await move()).toMatchObject({ ok: true });
    await org.owner.changeRequest.delete({ where: { id: change.id } });
  });

  it("are retired when nothing is under way on them", async () => {
    const change = await openChange(org, org.people.mara);
    const grant = await askedGrant(org, change.id, org.people.mara);
    const retire = () => retireStack(org.deps, org.people.casey, { stackId: org.stack.id });
    expect(await retire()).toMatchObject({ problem: { kind: "conflict" } });
    await org.owner.grant.update({
      where: { id: grant.id },
      data: { state: "refused", endReason: "refused", endedAt: new Date() },
    });
    expect(await retire()).toMatchObject({ problem: { kind: "conflict" } });
    await org.web.changeRequest.update({
      where: { id: change.id },
      data: { state: "cancelled", version: 2, finishedAt: new Date() },
    });
    expect(await retire()).toMatchObject({ ok: true });
    expect(await retire()).toMatchObject({ problem: { kind: "absent" } });
  });
});

describe("policy and sources", () => {
  it("a policy is asked for by a cloud admin, approved by another, and then written by the worker alone", async () => {
    const { casey, ruben, ines } = org.people;
    const networks = [{ name: "Offices", cidr: "198.51.100.0/22" }];
    const wanted = { ...DEFAULT_POLICY, networks, mostNewInstances: 3 };
    const input = askForPolicyInput.parse({
      yaml: printPolicyYaml(wanted),
      version: 0,
      reason: "New office",
    });
    expect(await askForPolicy(org.deps, ines, input)).toMatchObject({ problem: { kind: "forbidden" } });
    const asked = await askForPolicy(org.deps, casey, input);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect(await askForPolicy(org.deps, ruben, input)).toMatchObject({ problem: { kind: "conflict" } });
    const { id, pin } = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
    const worker = { ...org.workerDeps, actor: workerActor };
    expect(await beginPolicy(worker, id)).toBe(false);
    const answer = { changeId: id, pin, comment: "" };
    expect(await approveChange(org.deps, casey, answer)).toMatchObject({ problem: { kind: "forbidden" } });
    expect(await approveChange(org.deps, ruben, answer)).toMatchObject({ ok: true });
    const value = { ...wanted, networks: [] };
    await expect(
      org.web.setting.create({ data: { key: "policy", value: JSON.parse(JSON.stringify(value)) } }),
    ).rejects.toThrow("approved request");
    await expect(
      org.worker.setting.create({ data: { key: "policy", value: JSON.parse(JSON.stringify(value)) } }),
    ).rejects.toThrow("approved request");
    expect(await beginPolicy(worker, id)).toBe(true);
    expect(await readPolicy(org.web)).toEqual({ version: 1, policy: wanted });
    expect(await entryOf("policy.saved")).toMatchObject({
      yamlBefore: printPolicyYaml(DEFAULT_POLICY),
      yaml: input.yaml,
    });
    expect(await beginPolicy(worker, id)).toBe(false);
    const shown = await readChange(org.deps, ines, { number: asked.value.number });
    expect(shown).toMatchObject({ ok: true, value: { state: "applied", stackName: "the organisation" } });
    const lines = shown.ok ? shown.value.moves[0]?.diff : [];
    expect(lines).toContainEqual({ sign: "+", text: "most-new-instances: 3" });
  });

  it("a stack's own policy is asked for, too: no cloud admin alone says who answers on it", async () => {
    const { casey, ruben } = org.people;
    const name = "payments";
    const plain = stackText({ name });
    const weaker = stackText({ name, policy: "{ answers: { grant-for-other: one-suffices } }" });
    const refused = { problem: { kind: "invalid", problems: [{ path: "policy" }] } };
    expect(await saveStack(org.deps, casey, { yaml: weaker, version: null })).toMatchObject(refused);
    expect(await saveStack(org.deps, casey, { yaml: plain, version: null })).toMatchObject({ ok: true });
    expect(await saveStack(org.deps, casey, { yaml: weaker, version: 1 })).toMatchObject(refused);
    const ask = (yaml: string) => {
      const input = askForStackPolicyInput.parse({ yaml, version: 1, reason: "Nights" });
      return askForStackPolicy(org.deps, casey, input);
    };
    expect(await ask(plain)).toMatchObject({ problem: { kind: "conflict" } });
    expect(await ask(weaker.replace("2027-03-01", "2027-04-01"))).toMatchObject({
      problem: { sentence: expect.stringContaining("More than its policy") },
    });
    const asked = await ask(weaker);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    const read = () => org.owner.stack.findUniqueOrThrow({ where: { name } });
    const change = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
    expect(change.effect).toMatchObject({
      sentences: [expect.anything(), expect.stringContaining("alone, without another's approval")],
    });
    const policy = { answers: { grantForOther: "one-suffices" } };
    for (const client of [org.web, org.worker]) {
      const forged = client.stack.update({ where: { name }, data: { policy, version: 2 } });
      await expect(forged).rejects.toThrow(/approved request|only for its change/);
    }
    const worker = { ...org.workerDeps, actor: workerActor };
    expect(await beginPolicy(worker, change.id)).toBe(false);
    const answer = { changeId: change.id, pin: change.pin, comment: "" };
    expect(await approveChange(org.deps, ruben, answer)).toMatchObject({ ok: true });
    expect(await beginPolicy(worker, change.id)).toBe(true);
    expect(await read()).toMatchObject({ policy, version: 2, yaml: weaker });
    expect(await entryOf("policy.saved")).toMatchObject({ yamlBefore: plain, yaml: weaker });
    // What is saved beside it leaves it as it was approved.
    const moved = weaker.replace("2027-03-01", "2027-04-01");
    expect(await saveStack(org.deps, casey, { yaml: moved, version: 2 })).toMatchObject({ ok: true });
    expect((await readPolicy(org.web)).policy.answers.grantForOther).toBe("another-cloud-admin");
  });

  it("a stack goes to another team, whose lead then answers, once another cloud admin approves", async () => {
    const { casey, ruben, priya, otto } = org.people;
    const name = "handed-over";
    const yaml = stackText({ name });
    expect(await saveStack(org.deps, casey, { yaml, version: null })).toMatchObject({ ok: true });
    const other = stackText({ name, team: "Storefront" });
    expect(await saveStack(org.deps, casey, { yaml: other, version: 1 })).toMatchObject({
      problem: { kind: "invalid", problems: [{ path: "team" }] },
    });
    const ask = (text: string) =>
      askForStackPolicy(
        org.deps,
        casey,
        askForStackPolicyInput.parse({ yaml: text, version: 1, reason: "Merged" }),
      );
    expect(await ask(yaml)).toMatchObject({ problem: { kind: "conflict" } });
    expect(await ask(stackText({ name, team: "Nobody" }))).toMatchObject({
      problem: { kind: "invalid", problems: [{ path: "team" }] },
    });
    const asked = await ask(other);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    const { id, pin, effect, title } = await org.owner.changeRequest.findUniqueOrThrow({
      where: { id: asked.value.id },
    });
    expect(title).toBe(`Hand ${name} over to the team Storefront`);
    expect(effect).toMatchObject({
      sentences: [
        expect.anything(),
        expect.stringContaining("from the team Ledger to the team Storefront"),
        expect.anything(),
      ],
    });
    const teamId = org.team.id;
    for (const client of [org.web, org.worker]) {
      const forged = client.stack.update({ where: { name }, data: { teamId, version: 2 } });
      await expect(forged).rejects.toThrow(/approved request|only for its change/);
    }
    const worker = { ...org.workerDeps, actor: workerActor };
    const answer = { changeId: id, pin, comment: "" };
    for (const person of [casey, priya, otto]) {
      expect(await approveChange(org.deps, person, answer)).toMatchObject({ ok: false });
    }
    expect(await beginPolicy(worker, id)).toBe(false);
    expect(await approveChange(org.deps, ruben, answer)).toMatchObject({ ok: true });
    expect(await beginPolicy(worker, id)).toBe(true);
    const stack = await org.owner.stack.findUniqueOrThrow({ where: { name } });
    expect(stack).toMatchObject({ teamId, policy: {}, version: 2, yaml: other });
    const told = { subject: { contains: "belongs to the team Storefront" } };
    const notices = await org.owner.notice.findMany({ where: told, select: { personId: true } });
    expect(new Set(notices.map(({ personId }) => personId))).toEqual(
      new Set([priya.personId, otto.personId]),
    );
  });

  it("a source is kept once for an owner, under its canonical value", async () => {
    const input = { name: "Laptop", cidr: "203.0.113.7/32", ownerId: org.people.mara.personId };
    const first = await saveSource(org.deps, org.people.casey, input);
    const again = await saveSource(org.deps, org.people.casey, { ...input, name: "Mara's laptop" });
    expect(again).toEqual(first);
    expect(await entryOf("source.saved")).toMatchObject({ name: "Mara's laptop", before: "Laptop" });
    expect(await org.owner.source.findMany({ where: { value: "203.0.113.7/32" } })).toMatchObject([
      { name: "Mara's laptop", kind: "ipv4" },
    ]);
  });

  it("all of it can be read by those who review, with who may edit", async () => {
    const model = await readModel({ db: org.web }, org.people.ines);
    expect(model).toMatchObject({
      ok: true,
      value: { mayEdit: false, policy: { version: 1 }, patterns: [{ name: "three-tier", version: 2 }] },
    });
    expect(await readModel({ db: org.web }, org.people.mara)).toMatchObject({ problem: { kind: "absent" } });
  });

  it("all of it can be read as of a moment, and what nothing tells of then is not made up", async () => {
    const modelAt = async (at: Date) => {
      const model = await readModel({ db: org.web }, org.people.casey, at);
      if (!model.ok) throw new Error(model.problem.sentence);
      return model.value;
    };
    const justBefore = (time: Date) => new Date(time.getTime() - 1);
    const saved = { action: "policy.saved", stackId: null };
    const { at: policyAt } = await org.owner.auditEntry.findFirstOrThrow({ where: saved });
    expect(await modelAt(policyAt)).toMatchObject({ mayEdit: false, policy: { version: 1 } });
    expect((await modelAt(justBefore(policyAt))).policy).toEqual({
      version: 0,
      yaml: printPolicyYaml(DEFAULT_POLICY),
    });
    const pattern = await org.owner.pattern.findFirstOrThrow({ where: { version: 2 } });
    const patternAt = pattern.createdAt;
    expect((await modelAt(patternAt)).patterns).toMatchObject([{ version: 2 }]);
    expect((await modelAt(justBefore(patternAt))).patterns).toMatchObject([{ version: 1 }]);
    expect(await modelAt(new Date("2020-03-03T14:00:00Z"))).toMatchObject({ patterns: [], stacks: [] });
    await org.owner.setting.updateMany({ data: { updatedAt: new Date("2100-01-01T00:00:00Z") } });
    expect((await modelAt(new Date())).policy).toBeNull();
    const refused = await readModel({ db: org.web }, org.people.mara, policyAt);
    expect(refused).toMatchObject({ problem: { kind: "absent" } });
  });
});
