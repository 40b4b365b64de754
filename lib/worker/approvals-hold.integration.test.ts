/** What was approved is looked at again by the worker, against the EC2 and the people of that moment. */
import { ModifyNetworkInterfaceAttributeCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { VPC } from "#lib/sandbox/estate/demo-ids.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { proposeMatch, proposeMatchInput } from "#lib/usecases/match/propose-match.ts";
import { replanChange } from "#lib/usecases/match/replan-change.ts";
import { asStoredJson } from "#lib/usecases/model/stored-json.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";

let bench: Bench;
let changeId: string;
let second: PersonActor;
beforeAll(async () => {
  bench = await startBench();
  second = await bench.org.addPerson("Second", "cloud_admin");
  await bench.observe();
  const { casey } = bench.org.people;
  const input = { stackId: bench.org.stack.id, reason: "Drift", acceptNoSshSource: true };
  const asked = await proposeMatch(bench.org.deps, casey, proposeMatchInput.parse(input));
  if (!asked.ok) throw new Error(asked.problem.sentence);
  changeId = asked.value.id;
});
afterAll(() => bench.close());

const row = () => bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: changeId } });
const approveAll = async (...people: PersonActor[]) => {
  for (const person of people) await bench.approve(await row(), person);
  expect((await row()).state).toBe("approved");
};
const replanned = async (said?: { readonly mostNewInstances: number }) => {
  await bench.observe();
  const edit = { reason: "Drift", startsAt: null, removeRedundant: false, acceptQuotaGap: false };
  const result = await replanChange(bench.org.deps, bench.org.people.casey, {
    changeId,
    ...(said === undefined ? {} : { edit: { ...edit, acceptNoSshSource: true, ...said } }),
  });
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
};
const touchedGroup = async (): Promise<string> => {
  const [step] = planSchema.parse((await row()).plan).steps;
  if (step === undefined || !("groupId" in step)) throw new Error("No group is touched.");
  return step.groupId;
};
const holds = (mostNewInstances: number | null) =>
  bench.org.owner.setting.update({
    where: { key: "policy" },
    data: { value: asStoredJson({ ...DEFAULT_POLICY, mostNewInstances }) },
  });

/** The worker takes it up and stops before its first call; so many of its answers still stand. */
async function stopped(as: "stale" | "open", answers = 0) {
  const before = (await bench.mutations()).length;
  await applyChange(bench.deps, changeId);
  expect((await bench.mutations()).length).toBe(before);
  const { state, outcome } = await row();
  expect(state).toBe(as);
  const standing = { changeId, dismissedAt: null };
  expect(await bench.org.owner.approval.count({ where: standing })).toBe(answers);
  return outcome;
}

/** An instance of the stack's VPC that nobody was shown carries a group that is changed, until it is taken off again. */
async function joins(): Promise<() => Promise<void>> {
  const seen = await bench.observe();
  const { instanceIds } = effectSchema.parse((await row()).effect);
  const joining = seen.interfaces.find(
    ({ vpcId, instanceId }) => vpcId === VPC.shop && instanceId !== null && !instanceIds.includes(instanceId),
  );
  if (joining === undefined) throw new Error("Every instance is touched already.");
  const { interfaceId, groupIds } = joining;
  const ec2 = bench.sandbox.ec2(PROD_ADMIN_KEY, bench.org.scope.region);
  const carries = async (groups: readonly string[]) => {
    const input = { NetworkInterfaceId: interfaceId, Groups: [...groups] };
    await ec2.send(new ModifyNetworkInterfaceAttributeCommand(input));
  };
  await carries([...groupIds, await touchedGroup()]);
  return () => carries(groupIds);
}

it("more new instances than the policy bears stop it", async () => {
  await holds(0);
  await approveAll(bench.org.people.ruben, second);
  const leaves = await joins();
  const outcome = await stopped("stale");
  expect(outcome).toMatchObject({ sentence: expect.stringContaining("nobody who approved it was shown") });
  await holds(null);
  await leaves();
});

it("and so do more than the request itself bears, whatever the policy does", async () => {
  await holds(5);
  await replanned({ mostNewInstances: 0 });
  await approveAll(bench.org.people.ruben, second);
  await joins();
  const outcome = await stopped("stale");
  expect(outcome).toMatchObject({ sentence: expect.stringContaining("at most 0 may join") });
  await holds(null);
});

it("drift of what is pinned dismisses the approvals, and planned anew the difference is told", async () => {
  await replanned();
  await approveAll(bench.org.people.ruben, second);
  const step = planSchema.parse((await row()).plan).steps.find(({ action }) => action === "revoke");
  if (step?.action !== "revoke") throw new Error("Nothing is taken away.");
  await bench.removeRule(step.groupId, step.rule);
  expect(await stopped("stale")).toMatchObject({ sentence: expect.stringContaining("EC2 is not what") });
  const { diff } = await replanned();
  expect(diff.some(({ sign, text }) => sign === "-" && text.startsWith("Step "))).toBe(true);
});

it("an approver who lost the role since does not count: it is open again", async () => {
  const late = await bench.org.addPerson("Late", "cloud_admin");
  await approveAll(second, late);
  const held = { personId: late.personId, validUntil: null };
  await bench.org.web.roleAssignment.updateMany({ where: held, data: { validUntil: new Date() } });
  await stopped("open", 1);
});

it("a team that nobody was shown stops it; asked and answering, its lead counts to the last step", async () => {
  const { ruben, otto } = bench.org.people;
  await approveAll(ruben);
  const { id: _, ...shop } = bench.org.stack;
  const bindings = [{ tier: "web", primaryGroupId: await touchedGroup(), otherGroupIds: [] }];
  await bench.org.owner.stack.create({
    data: { ...shop, vpcId: VPC.shop, policy: {}, name: "ledger", teamId: bench.org.otherTeam.id, bindings },
  });
  const outcome = await stopped("stale");
  expect(outcome).toMatchObject({ sentence: expect.stringContaining("The lead of the team Ledger") });
  await replanned();
  await approveAll(ruben, second, otto);
  expect(await applyChange(bench.deps, changeId)).toEqual({ kind: "ended" });
  expect((await row()).state).toBe("applied");
});
