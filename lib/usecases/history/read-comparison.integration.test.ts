import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "#lib/core/testing/estate.ts";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { readComparison } from "./read-comparison.ts";

const VPC = "vpc-0a1b2c3d4e5f60718";
let org: Organisation;
let before: Date;

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await observeShop(org);
  before = (await org.owner.observation.findFirstOrThrow()).finishedAt ?? new Date(0);
  await observeShop(
    org,
    { db: [`tcp 3306 ${SHOP.app}`, "tcp 3306 198.51.100.7/32"], web: ["tcp 443 0.0.0.0/0"] },
    [
      interfaceOf("eni-web", [SHOP.web], ["10.0.1.1/32"], { vpcId: VPC }),
      interfaceOf("eni-new", [SHOP.app, SHOP.ssh], ["10.0.2.9/32"], { vpcId: VPC }),
    ],
  );
});
afterAll(() => org.close());

const compare = async (input: Parameters<typeof readComparison>[2]) => {
  const answer = await readComparison(org.deps, org.people.ines, input);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value;
};

test("rules, flows with their witness, and who carries what, between two moments", async () => {
  const { scopes, names, isToNow } = await compare({ from: before });
  expect(isToNow).toBe(true);
  const compared = scopes[0]?.compared;
  expect(compared?.groups.map(({ groupId, change }) => [groupId, change])).toEqual([
    [SHOP.db, "changed"],
    [SHOP.web, "changed"],
  ]);
  const db = compared?.groups[0];
  expect(db?.plays).toEqual({ stack: "shop", tier: "db" });
  expect(db?.rules?.gained.map(({ key }) => key)).toEqual(["ingress tcp 3306:3306 198.51.100.7/32"]);
  expect(db?.flows).toMatchObject([
    {
      direction: "ingress",
      gained: [{ peer: "198.51.100.7/32", service: "tcp/3306", witness: { address: "198.51.100.7" } }],
      lost: [],
      unknown: [],
    },
  ]);
  expect(compared?.groups[1]?.flows[0]?.lost).toMatchObject([{ peer: "0.0.0.0/0", service: "tcp/80" }]);
  expect(
    compared?.interfaces.map(({ interfaceId, change, joined, left }) => [interfaceId, change, joined, left]),
  ).toEqual([
    ["eni-app", "lost", [], [SHOP.ssh, SHOP.app]],
    ["eni-new", "gained", [SHOP.ssh, SHOP.app], []],
    ["eni-web", "changed", [], [SHOP.ssh]],
  ]);
  expect(names[SHOP.db]).toBe("shop-db");
});

test("a moment with itself differs in nothing; before the first look nothing can be said", async () => {
  expect((await compare({ from: before, to: before })).scopes[0]?.compared).toMatchObject({
    groups: [],
    interfaces: [],
  });
  const early = await compare({ from: new Date(before.getTime() - 60_000), stack: "shop" });
  expect(early.scopes).toMatchObject([{ compared: null }]);
  expect(early.from.scopes[0]).toMatchObject({ lookAt: null, firstAt: before.toISOString() });
});

test("it is for people with a role", async () => {
  expect((await readComparison(org.deps, org.people.noor, { from: before })).ok).toBe(false);
});
