import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { createOrganisation, type Organisation, workerActor } from "#lib/testing/organisation.ts";
import { changeOfReview } from "#lib/testing/review-change.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import type { PersonActor } from "../ports.ts";
import { type AskView, askQuestion, askQuestionInput } from "./ask-question.ts";
import { completions } from "./complete-question.ts";
import { dropQuestion } from "./drop-question.ts";
import { judgeQuestions } from "./judge-questions.ts";
import { keepQuestion } from "./keep-question.ts";
import { readWatched } from "./read-watched.ts";

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createOrganisation();
  await bindShop(organisation);
  await organisation.owner.source.create({
    data: {
      name: "laptop",
      kind: "ipv4",
      value: "198.51.100.9/32",
      ownerId: organisation.people.mara.personId,
    },
  });
});

afterAll(() => organisation.close());

const HERE = "198.51.100.9/32";

async function ask(actor: PersonActor, given: Readonly<Record<string, string>>): Promise<AskView> {
  const view = await askQuestion(organisation.deps, actor, askQuestionInput.parse(given), HERE);
  if (!view.ok) throw new Error("They may read.");
  return view.value;
}

const verdicts = (view: AskView) => view.answers.map(({ answer }) => `${answer.question}: ${answer.verdict}`);

const keep = (actor: PersonActor, question: string, expected: "never" | "always" | "same") =>
  keepQuestion(organisation.deps, actor, { question, scopeId: organisation.scope.id, expected }, HERE);

it("tells nobody without a role anything", async () => {
  const { deps, people } = organisation;
  const view = await askQuestion(deps, people.noor, askQuestionInput.parse({ q: "who can reach db" }), null);
  expect(view).toMatchObject({ ok: false, problem: { kind: "absent" } });
  expect((await completions(deps, people.noor, { text: "who can reach " })).ok).toBe(false);
  expect((await readWatched(deps, people.noor, "all")).ok).toBe(false);
});

it("says that nothing was seen before the first look", async () => {
  for (const q of ["what can internet reach", "could internet reach shop/db:3306 on 3 March 2026 at 14:00"]) {
    const view = await ask(organisation.people.ines, { q });
    expect(view.problem?.sentence).toContain("Nothing had been seen");
  }
});

let before: string;

it("answers as typed and as a form, with the rule and what closes it", async () => {
  const { people } = organisation;
  await observeShop(organisation, { db: [`tcp 3306 ${SHOP.app}`, "tcp 3306 198.51.100.7/32"] });
  before = new Date().toISOString();
  const typed = await ask(people.casey, { q: "can 198.51.100.7 reach db:3306?" });
  expect(verdicts(typed)).toEqual(["can 198.51.100.7 reach shop/db:3306: yes"]);
  expect(typed.answers[0]?.rules).toMatchObject([
    { groupId: SHOP.db, plays: { stackName: "shop", tier: "db" }, verdict: "extra", change: "remove" },
  ]);
  expect(typed.answers[0]?.highlight.pairs).toEqual([{ from: "networks:public", to: SHOP.db }]);
  const form = await ask(people.casey, { ask: "can", from: "198.51.100.7", to: "db", on: "3306" });
  expect(form.question).toBe(typed.question);
  expect(verdicts(form)).toEqual(verdicts(typed));
  const reviewer = await ask(people.ines, { q: "can 198.51.100.7 reach db:3306?" });
  expect(reviewer.answers[0]?.rules[0]?.change).toBeNull();
});

it("names the change of a review that takes a rule away, whichever stack that change names first", async () => {
  const number = await changeOfReview(organisation, SHOP.db, "tcp 3306 198.51.100.7/32");
  const asked = await ask(organisation.people.ines, { q: "can 198.51.100.7 reach shop/db:3306" });
  expect(asked.answers[0]?.rules.map(({ underWay }) => underWay.map((each) => each.number))).toEqual([
    [number],
  ]);
});

it("follows several hops as far as they go, and knows this laptop and named sources", async () => {
  const { people } = organisation;
  const way = await ask(people.ines, { q: "internet -> web:443 -> app:8080 -> db:3306" });
  expect(way.question).toBe("can internet reach web:443 then app:8080 then db:3306");
  expect(way.answers[0]?.answer).toMatchObject({
    question: "can internet reach shop/web:443 then shop/app:8080 then shop/db:3306",
    verdict: "no",
    sentences: ["The way ends at step 2 of 3: from shop/web to shop/app."],
  });
  const here = await ask(people.ines, { q: "what can this laptop reach" });
  const named = await ask(people.ines, { q: "what can Mara's laptop reach" });
  expect(here.answers[0]?.answer).toMatchObject({ kind: "what", verdict: "yes" });
  expect(named.answers[0]?.answer.sentences).toEqual(here.answers[0]?.answer.sentences);
});

it("shows an ssh admin no source of others, and offers what was perhaps meant", async () => {
  const { people } = organisation;
  const other = await ask(people.jonas, { q: "what can laptop reach" });
  expect(other.problem?.sentence).toContain("Nothing is called laptop");
  const slip = await ask(people.jonas, { q: "who can reach shpo/db:3306" });
  expect(slip.problem).toEqual({
    sentence: "There is no db of shpo.",
    instead: expect.arrayContaining(["who can reach shop/db:3306"]),
  });
});

it("completes with what this person may name", async () => {
  const { deps, people } = organisation;
  const found = await completions(deps, people.ines, { text: "who can reach d" });
  if (!found.ok) throw new Error("Ines may read.");
  expect(found.value.map(({ text }) => text)).toContain("who can reach db");
  const ports = await completions(deps, people.ines, { text: "who can reach db:" });
  expect(ports).toMatchObject({ ok: true, value: [{ text: "who can reach db:3306" }] });
});

it("is kept by reviewers, admins and the stack's own lead, once, and by nobody else", async () => {
  const { people, owner } = organisation;
  const question = "can 198.51.100.7 reach shop/db:3306";
  expect(await keep(people.mara, question, "never")).toMatchObject({ problem: { kind: "forbidden" } });
  expect(await keep(people.otto, question, "never")).toMatchObject({ problem: { kind: "forbidden" } });
  expect(await keep(people.priya, "who can reach shop/db:3306", "same")).toMatchObject({ ok: true });
  expect(await keep(people.priya, "who can reach shop/db:3306", "always")).toMatchObject({ ok: false });
  expect(await keep(people.ines, question, "never")).toMatchObject({ ok: true });
  expect(await keep(people.casey, question, "never")).toMatchObject({ problem: { kind: "conflict" } });
  expect(await keep(people.ines, "can this laptop reach shop/web:443", "always")).toMatchObject({ ok: true });
  const entries = await owner.auditEntry.findMany({ where: { action: "question.kept" } });
  expect(entries).toHaveLength(3);
  const rows = await owner.watchedQuestion.findMany({ orderBy: { createdAt: "asc" } });
  expect(rows.map(({ question: text, state }) => `${text} ${state}`)).toEqual([
    "who can reach shop/db:3306 holds",
    "can 198.51.100.7 reach shop/db:3306 broken",
    "can 198.51.100.9 reach shop/web:443 holds",
  ]);
});

it("is kept without a second connection beside its transaction's", async () => {
  const { database, people, scope, owner } = organisation;
  const one = openDatabase(database.webUrl, { applicationName: "test", connections: 1 });
  const question = { question: "who can reach shop/app:8080", scopeId: scope.id, expected: "same" } as const;
  const kept = await keepQuestion({ db: one }, people.casey, question, null);
  await one.$disconnect();
  expect(kept).toMatchObject({ ok: true });
  if (kept.ok) await owner.watchedQuestion.delete({ where: { id: kept.value.id } });
});

it("is listed to those who may read of everybody's access alone", async () => {
  const { deps, people, stack } = organisation;
  for (const which of ["all", "home", { stackId: stack.id }] as const)
    expect(await readWatched(deps, people.mara, which)).toEqual({ ok: true, value: [] });
  const lead = await readWatched(deps, people.otto, "all");
  expect(lead.ok && lead.value.length).toBe(3);
});

it("judges every one by the next look, and tells who keeps it and the team's lead of what flipped", async () => {
  const { worker, people, owner, deps } = organisation;
  expect(await judgeQuestions(worker, workerActor)).toBe(0);
  await observeShop(organisation);
  expect(await judgeQuestions(worker, workerActor)).toBe(3);
  const rows = await readWatched(deps, people.ines, "all");
  if (!rows.ok) throw new Error("Ines may read.");
  expect(rows.value.map(({ question, state }) => `${question} ${state}`)).toEqual([
    "who can reach shop/db:3306 broken",
    "can 198.51.100.7 reach shop/db:3306 holds",
    "can 198.51.100.9 reach shop/web:443 holds",
  ]);
  const notices = await owner.notice.findMany({ where: { kind: "question-flipped" } });
  const told = notices.map(
    ({ personId, subject }) => `${personId === people.ines.personId ? "Ines" : "Priya"}: ${subject}`,
  );
  expect(told.sort()).toEqual([
    "Ines: A watched question holds: can 198.51.100.7 reach shop/db:3306",
    "Priya: A watched question holds: can 198.51.100.7 reach shop/db:3306",
    "Priya: A watched question is broken: who can reach shop/db:3306",
  ]);
  expect(await owner.auditEntry.count({ where: { action: "question.flipped" } })).toBe(2);
  expect(await judgeQuestions(worker, workerActor)).toBe(0);
  const home = await readWatched(deps, people.priya, "home");
  expect(home.ok && home.value.map(({ question }) => question)).toEqual(["who can reach shop/db:3306"]);
});

it("remembers what could be reached at an earlier moment", async () => {
  const { people } = organisation;
  const now = await ask(people.ines, { q: "can 198.51.100.7 reach db:3306" });
  expect(verdicts(now)).toEqual(["can 198.51.100.7 reach shop/db:3306: no"]);
  const then = await ask(people.ines, { q: `could 198.51.100.7 reach db:3306 at ${before}` });
  expect(then.at).toBe(before);
  expect(then.answers[0]?.answer.verdict).toBe("yes");
  const byPage = await ask(people.ines, { q: "can 198.51.100.7 reach db:3306", at: before });
  expect(byPage.answers[0]?.answer.verdict).toBe("yes");
});

it("is unknown when what it names is gone", async () => {
  const { worker, people, owner, deps, stack } = organisation;
  await owner.stack.update({ where: { id: stack.id }, data: { bindings: [] } });
  await observeShop(organisation);
  await judgeQuestions(worker, workerActor);
  const rows = await readWatched(deps, people.ines, { stackId: stack.id });
  expect(rows.ok && rows.value.map(({ state, sentence }) => [state, sentence])).toContainEqual([
    "unknown",
    "There is no db of shop.",
  ]);
  await bindShop(organisation);
});

it("is dropped by who keeps it and by cloud admins alone", async () => {
  const { deps, people, owner } = organisation;
  const [first, second] = await owner.watchedQuestion.findMany({ orderBy: { createdAt: "asc" } });
  const drop = (actor: PersonActor, id = "") => dropQuestion(deps, actor, { questionId: id });
  expect(await drop(people.ines, first?.id)).toMatchObject({ problem: { kind: "forbidden" } });
  expect(await drop(people.priya, first?.id)).toMatchObject({ ok: true });
  expect(await drop(people.priya, first?.id)).toMatchObject({ problem: { kind: "absent" } });
  expect(await drop(people.casey, second?.id)).toMatchObject({ ok: true });
  expect(await owner.auditEntry.count({ where: { action: "question.dropped" } })).toBe(2);
});
