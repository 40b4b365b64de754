import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { generateAccount } from "#lib/testing/account/generated-account.ts";
import { analyse, type Look } from "./analyse.ts";
import { answerer } from "./answer-question.ts";
import type { LookProgress } from "./progress.ts";
import { understand } from "./understand.ts";

const NOW = "2026-01-01T00:00:00.000Z";
const SIZE = { groups: 80, rulesOfGroup: 10, interfaces: 160, drift: 0.1 };
const progress: LookProgress[] = [];
let look: Look;

beforeAll(async () => {
  const files = Array.from(generateAccount(SIZE, 3).answers, ({ name, json }) => ({
    name,
    content: new Blob([JSON.stringify(json)]),
  }));
  const understood = await understand(files, NOW, (each) => progress.push(each));
  if (!understood.ok) throw new Error(JSON.stringify(understood.problem));
  look = analyse(understood.value.observation, (each) => progress.push(each));
});

const ask = (asked: Parameters<ReturnType<typeof answerer>>[0]) => answerer(look, NOW)(asked);
const nowhere = { accountId: "", region: "" };

it("tells every step to its end, in order", () => {
  const steps = progress.map(({ step }) => step);
  expect([...new Set(steps)]).toEqual(["read", "understand", "findings", "proposals"]);
  expect(steps).toEqual(
    [...steps].sort(
      (a, b) =>
        ["read", "understand", "findings", "proposals"].indexOf(a) -
        ["read", "understand", "findings", "proposals"].indexOf(b),
    ),
  );
  expect(progress.at(-1)).toMatchObject({ step: "proposals", part: 1 });
});

describe("a page of groups", () => {
  it("is one of as many as there are, and the last where a later one is asked for", () => {
    const page = ask({ name: "groups", ask: { text: "", kind: "all", page: 9 } });
    expect(page).toMatchObject({ page: 2, pages: 2, total: 80, items: { length: 30 } });
  });

  it("holds those that fit only", () => {
    const page = ask({ name: "groups", ask: { text: "stack-1-", kind: "all", page: 1 } });
    expect(page).toMatchObject({ total: 4 });
    const [placed, unplaced] = (["placed", "unplaced"] as const).map((kind) => {
      const told = ask({ name: "groups", ask: { text: "", kind, page: 1 } });
      return "total" in told ? told.total : 0;
    });
    expect((placed ?? 0) + (unplaced ?? 0)).toBe(80);
  });
});

it("opens a group, and says when there is none", () => {
  const [group] = look.observation.groups;
  expect(ask({ name: "group", ask: { groupId: group?.groupId ?? "" } })).toMatchObject({
    kind: "found",
    group: { row: { name: group?.name }, rules: expect.any(Array) },
  });
  expect(ask({ name: "group", ask: { groupId: "sg-1" } })).toEqual({ kind: "absent" });
});

it("counts findings of every severity, whichever is shown", () => {
  const all = ask({ name: "findings", ask: { text: "", severity: "", rule: "", page: 1 } });
  const high = ask({ name: "findings", ask: { text: "", severity: "high", rule: "", page: 1 } });
  expect(all).toMatchObject({ total: look.findings.length });
  if (!("tally" in all) || !("tally" in high)) throw new Error("These are findings.");
  expect(high.tally).toEqual(all.tally);
  expect(high.total).toBe(all.tally.high);
  expect(Object.values(all.tally).reduce((sum, count) => sum + count, 0)).toBe(look.findings.length);
});

it("gives each proposal as files that read back, in a zip as well", () => {
  const zip = ask({ name: "zip", ask: { where: nowhere } });
  if (!(zip instanceof Uint8Array)) throw new Error("This is a zip.");
  const files = Object.entries(unzipSync(zip)).map(
    ([name, bytes]) => [name, new TextDecoder().decode(bytes)] as const,
  );
  expect(files.length).toBeGreaterThan(look.adoption.stacks.length);
  for (const [name, text] of files)
    expect([name, (name.startsWith("pattern-") ? readPatternYaml(text) : readStackYaml(text)).ok]).toEqual([
      name,
      true,
    ]);
  const [first] = look.adoption.stacks;
  expect(ask({ name: "proposal", ask: { name: first?.stack.name ?? "", where: nowhere } })).toMatchObject({
    kind: "found",
    files: { length: 2 },
  });
});

it("writes the Region that somebody named only where the files tell none", () => {
  const where = { accountId: "222222222222", region: "eu-west-9" };
  const [first] = look.adoption.stacks;
  const silent = {
    ...look,
    adoption: {
      ...look.adoption,
      stacks: first === undefined ? [] : [{ ...first, stack: { ...first.stack, region: "" } }],
    },
  };
  const told = answerer(silent, NOW)({ name: "proposal", ask: { name: first?.stack.name ?? "", where } });
  expect(told).toMatchObject({ proposal: { stack: { accountId: "111111111111", region: "eu-west-9" } } });
});

describe("a question about reach", () => {
  const group = () => look.observation.groups.find(({ name }) => name.startsWith("stack-1-"));
  const reach = (text: string) => ask({ name: "reach", ask: { text } });

  it("is answered in sentences, by id or by name", () => {
    const byId = reach(`can internet reach ${group()?.groupId} on tcp/443`);
    expect(byId).toMatchObject({ ok: true, value: { answers: [{ sentences: expect.any(Array) }] } });
    expect(reach(`can internet reach "${group()?.name}" on tcp/443`)).toMatchObject({
      ok: true,
      value: { answers: [{ verdict: expect.any(String) }] },
    });
  });

  it("may leave one end open, and may name a tier of a proposed stack", () => {
    expect(reach(`who can reach ${group()?.groupId}`)).toMatchObject({ ok: true });
    const [proposal] = look.adoption.stacks;
    const tier = `${proposal?.stack.name}/${proposal?.tiers[0]?.tier}`;
    expect(reach(`who can reach ${tier}`)).toMatchObject({ ok: true, value: { answers: [{}] } });
  });

  it("says what it does not understand, and that files know one moment only", () => {
    expect(reach("hello")).toMatchObject({ ok: false, problem: { sentence: expect.any(String) } });
    expect(reach(`who could reach ${group()?.groupId} on 3 March 2025 at 14:00`)).toMatchObject({
      problem: { sentence: "Files know one moment only: ask without a time." },
    });
  });
});
