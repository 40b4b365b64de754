import { afterAll, beforeAll, expect, test } from "vitest";
import { unpackGraph } from "#lib/core/graph/packed-graph.ts";
import { shortServices } from "#lib/core/graph/short-services.ts";
import { ABSENT } from "#lib/core/refusal.ts";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import type { PersonActor } from "../ports.ts";
import { readGraph } from "./read-graph.ts";
import { readGraphScopes } from "./read-graph-scopes.ts";

let org: Organisation;
let firstLook: Date;

async function edgesFor(actor: PersonActor, at?: Date): Promise<string[]> {
  const read = await readGraph(org.deps, actor, { scope: "", at });
  if (!read.ok) throw new Error("Refused.");
  const { nodes, edges } = unpackGraph(read.value);
  return edges
    .filter(({ to }) => nodes[to]?.kind === "group")
    .map(
      ({ from, to, possibly, marks }) =>
        `${nodes[from]?.label} > ${nodes[to]?.label}: ${[...shortServices(possibly), ...marks].join(" ")}`,
    );
}

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await observeShop(org);
  const { finishedAt } = await org.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  if (finishedAt === null) throw new Error("The look has not ended.");
  firstLook = finishedAt;
  await new Promise((resolve) => setTimeout(resolve, 20));
  await observeShop(org, { db: [`tcp 3306 ${SHOP.app}`, `tcp 3306 ${SHOP.web}`] });
});
afterAll(() => org.close());

test("whoever may read sees who lets whom in, and what is out of line", async () => {
  expect(await edgesFor(org.people.ines)).toEqual([
    "Internet > shop-web: 80 443 exposed",
    "shop-web > shop-app: 8080",
    "shop-web > shop-db: 3306 drift",
    "shop-app > shop-db: 3306",
  ]);
});

test("as of a moment it is what was seen then", async () => {
  expect(await edgesFor(org.people.ines, firstLook)).not.toContain("shop-web > shop-db: 3306 drift");
  expect(await edgesFor(org.people.ines, new Date(0))).toEqual([]);
});

test("whoever holds no role sees nothing, and nobody sees an account that is not there", async () => {
  const refused = { ok: false, problem: ABSENT };
  expect(await readGraph(org.deps, org.people.noor, { scope: "" })).toEqual(refused);
  expect(await readGraphScopes(org.deps, org.people.noor, { at: undefined })).toEqual(refused);
  // Nobody can look at the past.
  for (const [at, mayObserve] of [
    [undefined, true],
    [new Date(), false],
  ] as const)
    expect(await readGraphScopes(org.deps, org.people.ines, { at })).toMatchObject({ value: { mayObserve } });
  expect(await readGraph(org.deps, org.people.ines, { scope: "999999999999/eu-central-1" })).toEqual(refused);
});
