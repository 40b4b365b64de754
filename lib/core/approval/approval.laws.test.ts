/** Law 6: no sequence of transitions lets an author approve, one person count twice, or a stale approval apply. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { DEFAULT_POLICY } from "../grant/policy.ts";
import { CHANGE_STATES, ROLES } from "./change-state.ts";
import type { Answerer } from "./may-answer.ts";
import { requirementFor } from "./requirement.ts";
import { missingParts } from "./standing-answers.ts";
import { type ChangeEvent, type ChangeFacts, canMove, transition } from "./transition.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const PEOPLE = ["p0", "p1", "p2", "p3", "p4"];
const TEAMS = ["team-a", "team-b"];
const PINS = ["pin-1", "pin-2"];

const role = fc
  .record({ role: fc.constantFrom(...ROLES), team: fc.constantFrom(...TEAMS) })
  .map((each) => ({ role: each.role, teamId: each.role === "team_lead" ? each.team : null }));
const person: fc.Arbitrary<Answerer> = fc.record({
  personId: fc.constantFrom(...PEOPLE),
  roles: fc.array(role, { maxLength: 3 }),
});
const at = fc.constantFrom("2026-01-01", "2026-01-01", "2026-01-03").map((day) => new Date(day));
const pin = fc.constantFrom(...PINS);

const event: fc.Arbitrary<ChangeEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      person,
      decision: fc.constantFrom("approve" as const, "approve" as const, "reject" as const),
      pin,
      at,
    }),
  },
  fc.record({ kind: fc.constant("withdraw" as const), personId: fc.constantFrom(...PEOPLE) }),
  fc.record({ kind: fc.constant("wait" as const), at }),
  fc.record({ kind: fc.constant("submit" as const), personId: fc.constantFrom(...PEOPLE) }),
  fc.record({
    kind: fc.constant("replan" as const),
    personId: fc.constantFrom(...PEOPLE),
    pin,
    edited: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("recheck" as const), people: fc.array(person, { maxLength: 5 }) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("begin" as const), pin }) },
  fc.record({
    kind: fc.constant("finish" as const),
    outcome: fc.constantFrom("applied", "partial", "unknown", "failed", "stale"),
  }),
);

const requirement = fc
  .record({
    grant: fc.constantFrom(
      "cloud-admin",
      "team-lead",
      "cloud-admin-or-team-lead",
      "cloud-admin-and-team-lead",
    ),
    change: fc.constantFrom("cloud-admin", "cloud-admin-or-team-lead", "cloud-admin-and-team-lead"),
    removesLastSource: fc.boolean(),
    kind: fc.constantFrom("own-grant", "match"),
  })
  .map(({ grant, change, removesLastSource, kind }) =>
    requirementFor(kind === "match" ? { kind, removesLastSource } : { kind }, {
      ...DEFAULT_POLICY.answers,
      grant,
      change,
    }),
  );

const start: fc.Arbitrary<ChangeFacts> = fc.record({
  state: fc.constantFrom("open" as const, "open" as const, "draft" as const),
  requesterId: fc.constantFrom("p0", "p1"),
  beneficiaryId: fc.constantFrom("p0", "p1", "p2"),
  teamId: fc.constant("team-a"),
  pin: fc.constant("pin-1"),
  requirement,
  answers: fc.constant([]),
  answerBy: fc.constant(new Date("2026-01-02")),
});

const PAST_APPROVAL = new Set(["approved", "applying", "applied", "partial", "unknown"]);

describe("no sequence of transitions", () => {
  it("lets an author approve, one person count twice, or a stale approval apply", () => {
    let reached = 0;
    fc.assert(
      fc.property(start, fc.array(event, { maxLength: 25 }), (first, events) => {
        let change = first;
        for (const each of events) {
          const before = change;
          const next = transition(change, each);
          if (!next.ok) continue;
          change = next.value;
          expect(before.state === change.state || canMove(before.state, change.state)).toBe(true);
          if (each.kind === "answer") {
            expect(each.person.personId).not.toBe(change.requesterId);
            expect(each.person.personId).not.toBe(change.beneficiaryId);
            expect(each.person.roles.map((held) => held.role)).not.toContain("ssh_admin");
            expect(each.pin).toBe(before.pin);
            expect(each.at < change.answerBy).toBe(true);
          }
          if (before.pin !== change.pin || (before.state === "stale" && change.state !== "stale")) {
            expect(each).toMatchObject({ kind: "replan", personId: change.requesterId });
            expect(change.answers).toEqual([]);
          }
          if (change.state === "draft") expect(change.answers).toEqual([]);
          if (PAST_APPROVAL.has(change.state)) {
            reached += 1;
            const standing = change.answers.filter(
              (answer) => answer.decision === "approve" && answer.pin === change.pin,
            );
            const people = new Set(standing.map((answer) => answer.personId));
            expect(people.has(change.requesterId ?? "")).toBe(false);
            expect(people.has(change.beneficiaryId ?? "")).toBe(false);
            const needed = change.requirement.parts.reduce((sum, part) => sum + part.count, 0);
            expect(needed).toBeGreaterThan(0);
            expect(people.size).toBeGreaterThanOrEqual(needed);
          }
          if (each.kind === "begin" && change.state === "applying" && before.state === "approved") {
            expect(each.pin).toBe(change.pin);
          }
        }
      }),
      { numRuns: lawCases(10_000) },
    );
    expect(reached).toBeGreaterThan(100);
  });

  it("leads out of an end", () => {
    fc.assert(
      fc.property(start, fc.constantFrom(...CHANGE_STATES), event, (first, state, each) => {
        const ends = ["applied", "failed", "rejected", "cancelled", "expired"];
        if (!ends.includes(state)) return;
        const next = transition({ ...first, state }, each);
        expect(next.ok ? next.value.state : state).toBe(state);
      }),
      { numRuns: lawCases() },
    );
  });
});

describe("a requirement is met", () => {
  it("exactly when some assignment of different people to its seats exists (naive search)", () => {
    const answer = fc.record({
      personId: fc.constantFrom(...PEOPLE),
      role: fc.constantFrom("cloud_admin" as const, "team_lead" as const),
    });
    const parts = fc.array(
      fc.record({
        label: fc.constant("x"),
        count: fc.integer({ min: 1, max: 2 }),
        roles: fc.constantFrom(
          ["cloud_admin" as const],
          ["team_lead" as const],
          ["cloud_admin" as const, "team_lead" as const],
        ),
      }),
      { maxLength: 3 },
    );
    const naive = (seats: readonly (readonly string[])[], free: readonly { role: string }[]): boolean => {
      const [seat, ...rest] = seats;
      if (seat === undefined) return true;
      return free.some((each, at) => seat.includes(each.role) && naive(rest, free.toSpliced(at, 1)));
    };
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 6 }), parts, (given, wanted) => {
        const seats = wanted.flatMap((part) => Array.from({ length: part.count }, () => part.roles));
        const people = [...new Map(given.map((each) => [each.personId, each])).values()];
        expect(missingParts({ parts: wanted }, given).length === 0).toBe(naive(seats, people));
      }),
      { numRuns: lawCases(2_000) },
    );
  });
});
