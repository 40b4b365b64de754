/** What the worker refuses although the row says "approved": rows that a web process alone could have written. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pinText } from "#lib/core/plan/pin.ts";
import type { Plan, PlanStep } from "#lib/core/plan/plan.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { askedGrant, createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { approveChange } from "./approve-change.ts";
import { whyNotAsApproved } from "./why-not-as-approved.ts";
import { whyNotEnoughAnswers } from "./why-not-enough-answers.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const planOf = (...steps: PlanStep[]): Plan => ({
  accountId: "111122223333",
  region: "eu-central-1",
  steps,
  pinned: {
    rules: [],
    prefixLists: [],
    referencedGroupIds: [],
    pattern: { name: "three-tier", version: 1 },
    interfaces: [],
  },
  gained: [],
  lost: [],
});
const open = (
  cidr: string,
  groupId = "sg-0123456789abcdef0",
): Extract<PlanStep, { action: "authorize" }> => ({
  action: "authorize",
  groupId,
  rule: {
    direction: "ingress",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    peer: { kind: "ipv4", cidr },
    description: null,
  },
  tags: {},
});
const pinOf = (plan: Plan) => createHash("sha256").update(pinText(plan)).digest("hex");

interface Written {
  readonly plan?: Plan;
  readonly pin?: string;
  readonly kind?: string;
  readonly roles?: string[] | null;
  readonly requester?: string;
}

async function written({ plan = planOf(), pin = pinOf(plan), kind = "grant", roles, requester }: Written) {
  const { mara } = org.people;
  const parts = roles === null ? [] : [{ label: "Somebody", count: 1, roles: roles ?? ["cloud_admin"] }];
  return await org.web.changeRequest.create({
    data: {
      kind,
      stackId: org.stack.id,
      requesterId: requester ?? mara.personId,
      beneficiaryId: mara.personId,
      title: "",
      reason: "",
      state: parts.length === 0 ? "approved" : "open",
      ...(parts.length === 0 ? { approvedAt: new Date() } : {}),
      plan: asStoredJson(plan),
      pin,
      effect: {},
      requirement: { parts },
      answerBy: new Date(Date.now() + 60_000),
    },
  });
}

const judge = (changeId: string, plan: Plan, now = observationOf({})) =>
  org.worker.$transaction(
    async (transaction) =>
      (await whyNotAsApproved(transaction, changeId, plan)) ??
      (await whyNotEnoughAnswers(transaction, changeId, plan, now)),
  );

const approve = (change: { id: string; pin: string }, by = org.people.casey) =>
  approveChange(org.deps, by, { changeId: change.id, pin: change.pin, comment: "" });

it("passes a grant that is what was approved", async () => {
  const change = await written({});
  const grant = await askedGrant(org, change.id, org.people.mara);
  const plan = planOf(open(grant.peer));
  await org.owner.changeRequest.update({
    where: { id: change.id },
    data: { plan: asStoredJson(plan), pin: pinOf(plan) },
  });
  await approve({ id: change.id, pin: pinOf(plan) });
  expect(await judge(change.id, plan)).toBeNull();
});

it("refuses a plan that was exchanged under its pin", async () => {
  const change = await written({});
  await approve(change);
  const exchanged = planOf(open("0.0.0.0/0"));
  expect(await judge(change.id, exchanged)).toContain("not the one that was put up");
});

it("refuses a grant whose plan opens something else than the grant's rule", async () => {
  const plan = planOf(open("0.0.0.0/0"));
  const change = await written({ plan });
  await askedGrant(org, change.id, org.people.mara);
  await approve(change);
  expect(await judge(change.id, plan)).toContain("other rules than its grants'");
});

it("refuses an approval of a weaker kind than the policy asks for", async () => {
  const change = await written({ roles: ["team_lead"] });
  await approve(change, org.people.priya);
  expect(await judge(change.id, planOf())).toContain("One cloud admin who did not ask");
});

it("refuses a grant that a cloud admin opened alone, unless the stack's policy lets one suffice", async () => {
  const change = await written({ roles: null, requester: org.people.casey.personId });
  expect(await judge(change.id, planOf())).toContain("The policy asks for more");
  const policy = (grantForOther: string) =>
    org.owner.stack.update({
      where: { id: org.stack.id },
      data: { policy: { answers: { grantForOther } } },
    });
  await policy("one-suffices");
  expect(await judge(change.id, planOf())).toBeNull();
  await policy("another-cloud-admin");
});

it("refuses one yes for what takes the last SSH source as EC2 is now, whatever the row says it needs", async () => {
  const door = "sg-0123456789abcdef0";
  const { rule } = open("203.0.113.7/32");
  const plan = planOf({ action: "revoke", groupId: door, rule, ruleId: null });
  const seen = (...rules: string[]) => observationOf({ groups: [groupOf(door, rules)] });
  const change = await written({ kind: "rule", plan, requester: org.people.ruben.personId });
  await approve({ id: change.id, pin: pinOf(plan) });
  const two = seen("tcp 22 203.0.113.7/32", "tcp 22 203.0.113.8/32");
  expect(await judge(change.id, plan, two)).toBeNull();
  expect(await judge(change.id, plan, seen("tcp 22 203.0.113.7/32"))).toContain("the last SSH source goes");
});

it("a change that only ends access cannot even be written with a step that opens", async () => {
  const forged = { kind: "revoke", roles: null, plan: planOf(open("0.0.0.0/0")) };
  await expect(written(forged)).rejects.toThrow("opens nothing");
});
