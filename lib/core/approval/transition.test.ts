import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../grant/policy.ts";
import { type Answerer, mayAnswer } from "./may-answer.ts";
import { requirementFor } from "./requirement.ts";
import { missingParts } from "./standing-answers.ts";
import { type ChangeFacts, MOVES, transition } from "./transition.ts";

const NOW = new Date("2026-11-22T12:00:00Z");

const somebody = (personId: string, ...roles: Answerer["roles"]): Answerer => ({ personId, roles });
const CASEY = somebody("casey", { role: "cloud_admin", teamId: null });
const RUBEN = somebody("ruben", { role: "cloud_admin", teamId: null });
const LEAD = somebody("lead", { role: "team_lead", teamId: "storefront" });

const request = (over: Partial<ChangeFacts> = {}): ChangeFacts => ({
  state: "open",
  requesterId: "mara",
  beneficiaryId: "mara",
  teamId: "storefront",
  pin: "pin-1",
  requirement: requirementFor({ kind: "own-grant" }, DEFAULT_POLICY.answers),
  answers: [],
  answerBy: new Date("2026-11-23T12:00:00Z"),
  ...over,
});

const approve = (person: Answerer, change: ChangeFacts, pin = change.pin) =>
  transition(change, { kind: "answer", person, decision: "approve", pin, at: NOW });

const code = (person: Answerer, change: ChangeFacts) => {
  const answer = mayAnswer(person, change, change.pin, NOW);
  return answer.ok ? answer.value.role : answer.problem.sentence;
};

describe("who may answer", () => {
  it.each([
    ["a cloud admin who did not ask", CASEY, request(), /^cloud_admin$/],
    ["the requester, cloud admin or not", CASEY, request({ requesterId: "casey" }), /asked for this/],
    ["whoever gains by it", CASEY, request({ beneficiaryId: "casey" }), /is for you/],
    [
      "somebody who is an ssh admin by now",
      somebody("eve", { role: "cloud_admin", teamId: null }, { role: "ssh_admin", teamId: null }),
      request(),
      /you are an ssh admin/i,
    ],
    ["somebody disabled, who holds no role", somebody("casey"), request(), /not yours/],
    ["a team lead, where only cloud admins answer", LEAD, request(), /not yours/],
    ["a reviewer", somebody("rev", { role: "security_reviewer", teamId: null }), request(), /not yours/],
    ["anybody, after the fact", CASEY, request({ state: "applied" }), /is applied/],
    ["anybody, too late", CASEY, request({ answerBy: NOW }), /time to answer/],
  ])("%s", (_, person, change, expected) => {
    expect(code(person, change)).toMatch(expected);
  });

  it("a team lead, for the own team's stack only", () => {
    const answers = { ...DEFAULT_POLICY.answers, grant: "cloud-admin-or-team-lead" as const };
    const requirement = requirementFor({ kind: "own-grant" }, answers);
    expect(code(LEAD, request({ requirement }))).toBe("team_lead");
    expect(code(LEAD, request({ requirement, teamId: "payments" }))).toMatch(/not yours/);
  });
});

describe("the way of a request", () => {
  it("one approval suffices by default", () => {
    const approved = approve(CASEY, request());
    expect(approved).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  it("two different people where the last SSH source goes, and one of them never twice", () => {
    const requirement = requirementFor({ kind: "match", removesLastSource: true }, DEFAULT_POLICY.answers);
    const once = approve(CASEY, request({ requirement }));
    if (!once.ok) throw new Error(once.problem.sentence);
    expect(once.value.state).toBe("open");
    expect(missingParts(once.value.requirement, once.value.answers)).toMatchObject([{ count: 1 }]);
    expect(approve(CASEY, once.value)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    expect(approve(RUBEN, once.value)).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  it("an answer to a plan that was read before it changed does not count", () => {
    expect(approve(CASEY, request(), "pin-0")).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });

  it("a new plan dismisses the approvals", () => {
    const approved = approve(CASEY, request());
    if (!approved.ok) throw new Error(approved.problem.sentence);
    const edited = { kind: "replan", personId: "mara", pin: approved.value.pin, edited: true } as const;
    expect(transition(approved.value, edited)).toMatchObject({
      ok: true,
      value: { state: "open", answers: [] },
    });
    const replanned = transition(approved.value, { kind: "replan", personId: "mara", pin: "pin-2" });
    expect(replanned).toMatchObject({ ok: true, value: { state: "open", answers: [] } });
  });

  it("an approver who is demoted before it is applied makes it open again", () => {
    const approved = approve(CASEY, request());
    if (!approved.ok) throw new Error(approved.problem.sentence);
    const now = somebody("casey", { role: "security_reviewer", teamId: null });
    expect(transition(approved.value, { kind: "recheck", people: [now] })).toMatchObject({
      ok: true,
      value: { state: "open" },
    });
    expect(transition(approved.value, { kind: "recheck", people: [CASEY] })).toEqual(approved);
  });

  it("a pin that no longer holds makes it stale, not applied", () => {
    const approved = approve(CASEY, request());
    if (!approved.ok) throw new Error(approved.problem.sentence);
    expect(transition(approved.value, { kind: "begin", pin: "pin-9" })).toMatchObject({
      ok: true,
      value: { state: "stale" },
    });
  });

  it("only the requester withdraws", () => {
    expect(transition(request(), { kind: "withdraw", personId: "casey" }).ok).toBe(false);
    expect(transition(request(), { kind: "withdraw", personId: "mara" })).toMatchObject({
      value: { state: "cancelled" },
    });
  });

  it("narrowing needs nobody; a cloud admin's grant for another needs a second, unless policy says one suffices", () => {
    const parts = (answers: Partial<typeof DEFAULT_POLICY.answers>) =>
      requirementFor({ kind: "grant-for-other" }, { ...DEFAULT_POLICY.answers, ...answers }).parts;
    expect(requirementFor({ kind: "narrowing" }, DEFAULT_POLICY.answers).parts).toEqual([]);
    expect(parts({}).map((part) => part.roles)).toEqual([["cloud_admin"]]);
    expect(parts({ grantForOther: "one-suffices" })).toEqual([]);
    expect(parts({ grant: "team-lead" }).map((part) => part.roles)).toEqual([["cloud_admin"]]);
  });
});

it("the database knows exactly the same moves", () => {
  const folder = new URL("../../../prisma/migrations/", import.meta.url);
  const sql = readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => readFileSync(new URL(`${each.name}/migration.sql`, folder), "utf8"))
    .join("\n");
  const part = (from: string, to: string) => sql.slice(sql.indexOf(from), sql.indexOf(to));
  const machine =
    part('"change_request_moves"()', '"approval_guard"()') +
    part('"change_request_plans"()', 'CREATE FUNCTION "change_request_starts"');
  const inDatabase = new Set([...machine.matchAll(/'([a-z]+>[a-z]+)'/g)].map((match) => match[1]));
  const inCore = new Set(Object.entries(MOVES).flatMap(([from, to]) => to.map((each) => `${from}>${each}`)));
  expect(inDatabase).toEqual(inCore);
});
