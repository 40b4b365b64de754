/** Break-glass: off by default, at once, for a short time, told to everybody, and reviewed by somebody else. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import { observationOf } from "#lib/core/testing/estate.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop } from "#lib/testing/shop-estate.ts";
import { whyNotEnoughAnswers } from "../approval/why-not-enough-answers.ts";
import { reviewEmergency } from "../emergency/review-emergency.ts";
import type { PersonActor } from "../ports.ts";
import { readChange } from "../read/read-change.ts";
import { readFrame } from "../read/read-frame.ts";
import { askForAccess, askForAccessInput } from "./ask-for-access.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await observeShop(org);
});
afterAll(() => org.close());

const breaks = (actor: PersonActor, over: object = {}) =>
  askForAccess(
    org.deps,
    actor,
    askForAccessInput.parse({
      stackId: org.stack.id,
      source: "203.0.113.7",
      attested: true,
      endsAt: new Date(Date.now() + 3_600_000),
      reason: "The shop is down",
      personId: org.people.mara.personId,
      emergency: true,
      ...over,
    }),
  );
const holds = async (breakGlass: boolean) => {
  const value = JSON.parse(JSON.stringify({ ...DEFAULT_POLICY, breakGlass })) as object;
  await org.owner.setting.upsert({
    where: { key: "policy" },
    create: { key: "policy", value },
    update: { value },
  });
};

it("is off by default, and then only a cloud admin's, for somebody else, for four hours at most", async () => {
  const { casey, mara, priya } = org.people;
  expect(await breaks(casey)).toMatchObject({
    problem: { sentence: expect.stringContaining("no break-glass") },
  });
  await holds(true);
  expect(await breaks(mara, { personId: null })).toMatchObject({ problem: { kind: "forbidden" } });
  expect(await breaks(priya)).toMatchObject({ problem: { kind: "forbidden" } });
  const long = { endsAt: new Date(Date.now() + 4 * 3_600_000 + 60_000) };
  expect(await breaks(casey, long)).toMatchObject({
    problem: { sentence: expect.stringContaining("4 hours") },
  });
  expect(await org.owner.emergency.count()).toBe(0);
});

it("opens at once, tells everybody concerned, shows on every page, and waits for another person's review", async () => {
  const { casey, ruben, mara, jonas, ines, priya, otto } = org.people;
  await holds(true);
  const opened = await breaks(casey);
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const { id, number, state } = opened.value;
  expect(state).toBe("approved");
  expect(org.queue.jobs).toContainEqual({ name: "apply-change", changeId: id });
  const told = await org.owner.notice.findMany({ where: { kind: "emergency" }, select: { personId: true } });
  const concerned = [casey, ruben, mara, ines, priya].map(({ personId }) => personId);
  expect(told.map(({ personId }) => personId).toSorted()).toEqual(concerned.toSorted());
  const { plan } = await org.owner.changeRequest.findUniqueOrThrow({ where: { id } });
  const why = () =>
    org.worker.$transaction((tx) => whyNotEnoughAnswers(tx, id, planSchema.parse(plan), observationOf({})));
  expect(await why()).toBeNull();
  for (const person of [jonas, otto, mara]) {
    const { emergencies } = await readFrame(org.deps, person);
    expect(emergencies).toMatchObject([{ changeNumber: number, lasts: true, mayReview: false }]);
  }
  // Switched off meanwhile, or without the declaration, the worker opens nothing.
  await holds(false);
  expect(await why()).toContain("asks for more");
  await holds(true);

  const review = (actor: PersonActor) =>
    reviewEmergency(org.deps, actor, { changeId: id, note: "It was down, and one hour was enough." });
  for (const person of [casey, mara, jonas, priya]) expect(await review(person)).toMatchObject({ ok: false });
  const forged = { closedAt: new Date(), closingNote: "fine" };
  for (const { personId } of [casey, mara, jonas]) {
    const close = org.web.emergency.update({
      where: { changeId: id },
      data: { ...forged, closedById: personId },
    });
    await expect(close).rejects.toThrow();
  }
  expect(await review(ines)).toMatchObject({ ok: true });
  expect(await review(ruben)).toMatchObject({ ok: false });
  const shown = await readChange(org.deps, ruben, { number });
  expect(shown).toMatchObject({ ok: true, value: { emergency: { reviewedBy: "Ines", mayReview: false } } });
});
