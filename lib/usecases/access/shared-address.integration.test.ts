import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop } from "#lib/testing/shop-estate.ts";
import type { PersonActor } from "../ports.ts";
import { askForAccess, askForAccessInput } from "./ask-for-access.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await observeShop(org);
});
afterAll(() => org.close());

async function effectOf(actor: PersonActor, source: string): Promise<string> {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const asked = await askForAccess(
    org.deps,
    actor,
    askForAccessInput.parse({
      stackId: org.stack.id,
      source,
      attested: true,
      endsAt,
      reason: "Deploy",
    }),
  );
  if (!asked.ok) throw new Error(asked.problem.sentence);
  const change = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
  return JSON.stringify(change.effect);
}

it("warns who answers that others use the address too, and only then", async () => {
  const address = "203.0.113.61";
  expect(await effectOf(org.people.mara, address)).not.toContain("behind it gets in");
  const second = await effectOf(org.people.jonas, address);
  expect(second).toContain("203.0.113.61/32 is Mara's too: everybody behind it gets in");
  expect(second).not.toContain("Jonas's too");
});
