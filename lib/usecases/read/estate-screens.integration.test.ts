import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { readTimeline } from "../history/read-timeline.ts";
import { readGroup } from "./read-group.ts";
import { readGroups } from "./read-groups.ts";
import { readHome } from "./read-home.ts";
import { readStack } from "./read-stack.ts";
import { readStacks } from "./read-stacks.ts";
import { searchEverything } from "./search-everything.ts";

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createOrganisation();
  await bindShop(organisation);
});

afterAll(() => organisation.close());

it("shows nothing to somebody without a role, as if nothing were there", async () => {
  const { deps, people } = organisation;
  const answers = [
    await readHome(deps, people.noor),
    await readStacks(deps, people.noor),
    await readStack(deps, people.noor, { name: "shop" }),
    await readGroups(deps, people.noor),
    await readGroup(deps, people.noor, { groupId: SHOP.db }),
    await searchEverything(deps, people.noor, { query: "shop" }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { kind: "absent" } });
});

it("calls a stack unknown, never good, before the first look", async () => {
  const stack = await readStack(organisation.deps, organisation.people.ines, { name: "shop" });
  expect(stack).toMatchObject({ ok: true, value: { facts: null } });
  const stacks = await readStacks(organisation.deps, organisation.people.ines);
  expect(stacks).toMatchObject({ ok: true, value: { rows: [{ name: "shop", state: "unknown" }] } });
});

it("tells a drifted stack's findings, when each rule was first seen, and that it was not made through Sallyport", async () => {
  const { deps, people } = organisation;
  await observeShop(organisation);
  await observeShop(organisation, { db: [`tcp 3306 ${SHOP.app}`, "tcp 3306 198.51.100.23/32"] });
  const stack = await readStack(deps, people.casey, { name: "shop" });
  if (!stack.ok || stack.value.facts === null) throw new Error("The shop was observed.");
  const { facts } = stack.value;
  const timeline = await readTimeline(organisation.deps, organisation.people.ines, { name: "shop" });
  const history = timeline.ok ? timeline.value.rows.filter(({ kind }) => kind.startsWith("rule-")) : [];
  expect(facts.state).toBe("out-of-line");
  expect(facts.findings.map(({ finding }) => finding.kind)).toEqual(["extra"]);
  expect(facts.findings[0]?.since?.isOlder).toBe(false);
  const [laptop] = facts.rules.flatMap(({ rules }) => rules.filter(({ verdict }) => verdict === "extra"));
  expect(laptop).toMatchObject({ peer: "198.51.100.23/32", service: "tcp/3306", maker: null });
  expect(history).toMatchObject([{ kind: "rule-appeared", tier: "db", changeNumber: null }]);
});

it("remembers a rule that went, on the group's own page", async () => {
  const { deps, people } = organisation;
  await observeShop(organisation);
  const group = await readGroup(deps, people.ines, { groupId: SHOP.db });
  expect(group).toMatchObject({
    ok: true,
    value: {
      name: "shop-db",
      plays: { stack: "shop", tier: "db", isPrimary: true },
      gone: [{ key: "ingress tcp 3306:3306 198.51.100.23/32" }],
    },
  });
});

it("puts on Home what waits for me, and says who is out of line", async () => {
  await observeShop(organisation, { app: ["tcp 8080 10.0.0.0/8"] });
  const home = await readHome(organisation.deps, organisation.people.casey);
  expect(home).toMatchObject({
    ok: true,
    value: { waiting: [], grants: [], outOfLine: [{ name: "shop", state: "out-of-line" }] },
  });
});

it("lets only those who may have EC2 looked at ask for it", async () => {
  const { askForLook } = await import("../observation/ask-for-look.ts");
  const { deps, people, queue, scope } = organisation;
  const refused = await askForLook(deps, people.mara, { scopeId: "all" });
  expect(refused).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
  const asked = await askForLook(deps, people.ines, { scopeId: scope.id });
  expect(asked).toEqual({ ok: true, value: { scopes: 1 } });
  expect(queue.jobs).toEqual([
    { name: "observe-scope", scopeId: scope.id, requestedBy: people.ines.personId },
  ]);
});
