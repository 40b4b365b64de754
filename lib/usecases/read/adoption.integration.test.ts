import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { observeShop } from "#lib/testing/shop-estate.ts";
import { savePattern } from "../model/save-pattern.ts";
import { saveStack } from "../model/save-stack.ts";
import { readAdoption } from "./read-adoption.ts";
import { readProposal } from "./read-proposal.ts";
import { readStacks } from "./read-stacks.ts";

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createOrganisation();
  await observeShop(organisation);
});

afterAll(() => organisation.close());

const theProposal = async () => {
  const { deps, people } = organisation;
  const view = await readAdoption(deps, people.casey);
  if (!view.ok) throw new Error("A cloud admin may read.");
  const [adoption] = view.value.adoptions;
  const [proposal] = adoption?.proposals ?? [];
  if (adoption === undefined || proposal === undefined) throw new Error("The shop is there to be adopted.");
  const { accountId, region } = adoption.scope;
  return { account: accountId, region, stack: proposal.stack.name, team: "", pattern: "" };
};

it("shows nothing to somebody without a role, as if nothing were there", async () => {
  const { deps, people } = organisation;
  const input = await theProposal();
  expect(await readAdoption(deps, people.noor)).toMatchObject({ ok: false, problem: { kind: "absent" } });
  expect(await readProposal(deps, people.noor, input)).toMatchObject({
    ok: false,
    problem: { kind: "absent" },
  });
});

it("lets whoever may read see a proposal, and says who may keep it", async () => {
  const { deps, people } = organisation;
  const input = await theProposal();
  expect(await readProposal(deps, people.ines, input)).toMatchObject({ ok: true, value: { mayEdit: false } });
  expect(await readProposal(deps, people.casey, input)).toMatchObject({ ok: true, value: { mayEdit: true } });
  const unknown = await readProposal(deps, people.casey, { ...input, stack: "no-such-stack" });
  expect(unknown).toMatchObject({ ok: false, problem: { kind: "absent" } });
});

it("was proposed at a moment of the past, once a look had ended by then", async () => {
  const { deps, people } = organisation;
  const last = await organisation.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  const ended = last.finishedAt?.getTime() ?? Number.NaN;
  const proposed = async (at: number) => {
    const view = await readAdoption(deps, people.ines, new Date(at));
    return view.ok ? view.value.adoptions.flatMap(({ proposals }) => proposals.length) : null;
  };
  expect(await proposed(ended - 1_000)).toEqual([]);
  expect(await proposed(ended + 1_000)).toEqual([1]);
});

it("names the pattern that was kept for it, though its text was edited first", async () => {
  const { deps, people } = organisation;
  const input = await theProposal();
  const before = await readProposal(deps, people.casey, input);
  if (!before.ok) throw new Error("A cloud admin may read.");
  expect(before.value.keptAs).toBeNull();
  const yaml = before.value.texts.pattern
    .replace(/^name: .*$/m, "name: edited")
    .replace("tcp/8080", "tcp/8443");
  expect(await savePattern(deps, people.casey, { yaml })).toMatchObject({
    ok: true,
    value: { name: "edited", version: 1 },
  });

  const kept = await readProposal(deps, people.casey, { ...input, pattern: "edited@1" });
  if (!kept.ok) throw new Error("A cloud admin may read.");
  expect(kept.value.keptAs).toBe("edited@1");
  expect(kept.value.texts.pattern).toContain("tcp/8443");
  const named = before.value.texts.stack.replace(/^pattern: .*$/m, "pattern: edited@1");
  expect(kept.value.texts.stack).toBe(named);

  // What an address says of a pattern that nobody kept is not so.
  const unknown = await readProposal(deps, people.casey, { ...input, pattern: "edited@2" });
  expect(unknown).toMatchObject({ ok: true, value: { keptAs: null, texts: before.value.texts } });
});

it("is kept by the texts it gives, and then proposed no more", async () => {
  const { deps, people } = organisation;
  const input = await theProposal();
  const before = await readProposal(deps, people.casey, input);
  if (!before.ok) throw new Error("A cloud admin may read.");
  const [team = ""] = before.value.teams;

  const refused = await savePattern(deps, people.ines, { yaml: before.value.texts.pattern });
  expect(refused).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
  expect(await savePattern(deps, people.casey, { yaml: before.value.texts.pattern })).toMatchObject({
    ok: true,
  });

  const kept = await readProposal(deps, people.casey, { ...input, team });
  if (!kept.ok) throw new Error("A cloud admin may read.");
  expect(kept.value.keptAs).toMatch(/@1$/);
  expect(await saveStack(deps, people.casey, { yaml: kept.value.texts.stack, version: null })).toMatchObject({
    ok: true,
  });

  const after = await readProposal(deps, people.casey, input);
  expect(after).toMatchObject({ ok: true, value: { keptIn: "shop-2" } });
  const view = await readAdoption(deps, people.casey);
  // The organisation's own stack of that name is bound to nothing.
  expect(view.ok && view.value.adoptions.flatMap(({ proposals }) => proposals)).toEqual([]);
  const stacks = await readStacks(deps, people.casey);
  expect(stacks).toMatchObject({
    ok: true,
    value: { rows: [{ name: "shop" }, { name: "shop-2", state: "in-line" }] },
  });
});
