import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { interfaceOf } from "#lib/core/testing/estate.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import type { PersonActor } from "../ports.ts";
import { previewMatch } from "./preview-match.ts";
import { proposeMatch, proposeMatchInput } from "./propose-match.ts";
import { proposeRuleChange, proposeRuleChangeInput } from "./propose-rule-change.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
});
afterAll(() => org.close());
beforeEach(async () => {
  await org.owner.changeRequest.updateMany({
    where: { state: "open" },
    data: { state: "cancelled", version: { increment: 1 }, finishedAt: new Date() },
  });
});

const match = (actor: PersonActor, over: object = {}) =>
  proposeMatch(org.deps, actor, proposeMatchInput.parse({ stackId: org.stack.id, reason: "Drift", ...over }));
const rule = (actor: PersonActor, over: object) =>
  proposeRuleChange(
    org.deps,
    actor,
    proposeRuleChangeInput.parse({ stackId: org.stack.id, reason: "Not meant", ...over }),
  );
const stored = async (id: string) => {
  const row = await org.owner.changeRequest.findUniqueOrThrow({ where: { id } });
  return { row, plan: planSchema.parse(row.plan), effect: effectSchema.parse(row.effect) };
};

/** ssh-admin open to the world and to a standing office; app wide open; db without its rule; one host without the door. */
const drifted = () =>
  observeShop(
    org,
    {
      ssh: ["tcp 22 0.0.0.0/0", "tcp 22 198.51.100.0/24"],
      app: ["tcp 0-65535 10.0.0.0/8", `tcp 8080 ${SHOP.web}`],
      db: [],
    },
    [
      interfaceOf("eni-web", [SHOP.web, SHOP.ssh], ["10.0.1.1/32"], { publicAddresses: ["203.0.113.80"] }),
      interfaceOf("eni-db", [SHOP.db], ["10.0.3.1/32"]),
    ],
  );

const standOffice = async () => {
  const source = await org.owner.source.create({
    data: { name: "Berlin office", kind: "ipv4", value: "198.51.100.0/24" },
  });
  await org.owner.stackSource.create({
    data: { stackId: org.stack.id, sourceId: source.id, reviewAt: new Date("2027-03-01") },
  });
};

describe("make it match", () => {
  it("is refused where nothing was observed yet", async () => {
    expect(await match(org.people.casey)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });

  it("would leave nobody who can open SSH: refused until the request says so, and then two must approve", async () => {
    await drifted();
    expect(await match(org.people.casey)).toMatchObject({ ok: false, problem: { gap: "last-source" } });
    const asked = await match(org.people.casey, { acceptNoSshSource: true });
    if (!asked.ok) throw new Error(asked.problem.sentence);
    const { row, effect } = await stored(asked.value.id);
    expect(row.requirement).toMatchObject({ parts: [{ count: 2, roles: ["cloud_admin"] }] });
    expect(effect.warnings).toContain("Nobody can open SSH to shop after this.");
  });

  it("authorises first, then revokes one rule a step, and says what it opens, closes and cuts", async () => {
    await standOffice();
    await drifted();
    const asked = await match(org.people.casey);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect(asked.value.state).toBe("open");
    const { plan, effect } = await stored(asked.value.id);
    expect(plan.steps.map(({ action }) => action)).toEqual([
      "authorize",
      "revoke",
      "set-interface-groups",
      "revoke",
    ]);
    expect(plan.gained).toContainEqual({
      groupId: SHOP.db,
      direction: "ingress",
      peer: SHOP.app,
      service: "tcp/3306",
    });
    expect(effect.sentences).toContain("app can open new tcp/3306 connections to db.");
    expect(effect.sentences.join("\n")).toMatch(/i-db \(eni-db\) gets ssh-admin/);
    expect(effect.instanceIds).toEqual(["i-db", "i-web"]);
    expect(effect.sessions.map(({ forecast }) => forecast)).toContain("go-on");
    const again = await match(org.people.casey);
    expect(again).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });

  it("can be looked at before anybody asks, and changes nothing", async () => {
    await drifted();
    const before = await org.owner.changeRequest.count();
    const input = {
      stackId: org.stack.id,
      acceptNoSshSource: false,
      acceptQuotaGap: false,
      removeRedundant: false,
    };
    const seen = await previewMatch(org.deps, org.people.casey, input);
    expect(seen).toMatchObject({ ok: true, value: { removesLastSource: false } });
    expect(await previewMatch(org.deps, org.people.mara, input)).toMatchObject({
      problem: { kind: "forbidden" },
    });
    expect(await org.owner.changeRequest.count()).toBe(before);
  });

  it("has nothing to do where everything is as meant", async () => {
    await observeShop(org, { ssh: ["tcp 22 198.51.100.0/24"] });
    const asked = await match(org.people.casey);
    expect(asked).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    expect(asked.ok ? "" : asked.problem.sentence).toMatch(/nothing to do/);
  });

  it.each(["mara", "priya", "ines"] as const)("is not %s's to ask for", async (who) => {
    await drifted();
    expect(await match(org.people[who])).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
    const entries = await org.owner.auditEntry.count({
      where: { action: "refused", actor: `person:${org.people[who].personId}` },
    });
    expect(entries).toBeGreaterThan(0);
  });
});

describe("one rule", () => {
  const wide = { groupId: SHOP.app, ruleKey: "ingress tcp 0:65535 10.0.0.0/8" };

  it("is removed, and nothing else", async () => {
    await drifted();
    const asked = await rule(org.people.casey, { ...wide, change: "remove" });
    if (!asked.ok) throw new Error(asked.problem.sentence);
    const { plan } = await stored(asked.value.id);
    expect(plan.steps).toMatchObject([{ action: "revoke", groupId: SHOP.app, rule: { toPort: 65_535 } }]);
  });

  it("is not there any more, or not of this stack, or held by a grant", async () => {
    await drifted();
    const gone = await rule(org.people.casey, {
      ...wide,
      ruleKey: "ingress tcp 1:1 10.0.0.0/8",
      change: "remove",
    });
    expect(gone.ok ? "" : gone.problem.sentence).toMatch(/not there any more/);
    const elsewhere = await rule(org.people.casey, {
      ...wide,
      groupId: "sg-0123456789abcdeff",
      change: "remove",
    });
    expect(elsewhere.ok ? "" : elsewhere.problem.sentence).toMatch(/plays no tier/);
    const narrow = await rule(org.people.casey, { ...wide, change: "narrow" });
    expect(narrow.ok ? "" : narrow.problem.sentence).toMatch(/not too wide/);
  });

  it("that is the last SSH source goes only when the request says so", async () => {
    await observeShop(org, { ssh: ["tcp 22 198.51.100.0/24"] });
    const office = { groupId: SHOP.ssh, ruleKey: "ingress tcp 22:22 198.51.100.0/24", change: "remove" };
    expect(await rule(org.people.casey, office)).toMatchObject({ problem: { gap: "last-source" } });
    expect(await rule(org.people.casey, { ...office, acceptNoSshSource: true })).toMatchObject({ ok: true });
  });
});
