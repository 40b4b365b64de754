import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { RoleHeld } from "../approval/authority.ts";
import type { Reviewer } from "./may-review.ts";
import {
  latestKeep,
  leftOpen,
  moveReview,
  type ReviewEvent,
  type ReviewFacts,
  type RowFacts,
  revoked,
} from "./review-state.ts";
import { tallyOf } from "./review-tally.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const START = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;

const ROLES_OF: Readonly<Record<string, readonly RoleHeld[]>> = {
  ines: [{ role: "security_reviewer", teamId: null }],
  casey: [{ role: "cloud_admin", teamId: null }],
  ruben: [{ role: "cloud_admin", teamId: null }],
  mara: [{ role: "ssh_admin", teamId: null }],
  both: [
    { role: "security_reviewer", teamId: null },
    { role: "ssh_admin", teamId: null },
  ],
  priya: [{ role: "team_lead", teamId: "storefront" }],
  noor: [],
};
const person = (personId: string): Reviewer => ({ personId, roles: ROLES_OF[personId] ?? [] });
const people = fc.constantFrom(...Object.keys(ROLES_OF));
const rowIds = fc.constantFrom("1", "2", "3", "4");
const times = fc.integer({ min: 0, max: 500 }).map((days) => new Date(START + days * DAY));
const decision = fc.oneof(
  fc.constant({ kind: "revoke" } as const),
  times.map((until) => ({ kind: "keep", until }) as const),
);

const event: fc.Arbitrary<ReviewEvent> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("decide" as const),
      rowId: rowIds,
      person: people.map(person),
      decision,
      note: fc.constant(""),
      at: times,
    }),
  },
  fc.record({ kind: fc.constant("undo" as const), rowId: rowIds, person: people.map(person) }),
  fc.record({
    kind: fc.constant("ask" as const),
    rowId: rowIds,
    person: people.map(person),
    question: fc.constant("?"),
    at: times,
  }),
  fc.record({
    kind: fc.constant("answer" as const),
    rowId: rowIds,
    personId: people,
    says: fc.constantFrom("needed" as const, "not-needed" as const),
    note: fc.constant(""),
    at: times,
  }),
  fc.record({
    kind: fc.constant("hand-over" as const),
    person: people.map(person),
    reviewer: people.map(person),
    to: people.map(person),
  }),
  fc.record({ kind: fc.constant("close" as const), person: people.map(person), leavingOpen: fc.boolean() }),
);

const review: fc.Arbitrary<ReviewFacts> = fc
  .record({
    reviewerId: fc.constantFrom("ines", "casey"),
    owners: fc.array(fc.option(people), { minLength: 4, maxLength: 4 }),
    ends: fc.array(fc.option(times), { minLength: 4, maxLength: 4 }),
  })
  .map(({ reviewerId, owners, ends }) => ({
    state: "open" as const,
    reviewerId,
    rows: owners.map((ownerId, at): RowFacts => {
      const row = { id: String(at + 1), ownerId, endsAt: ends[at] ?? null };
      return { ...row, decided: null, asked: null, answer: null };
    }),
  }));

/** Plays events as far as they are accepted, and looks at every step on the way. */
const play = (
  start: ReviewFacts,
  events: readonly ReviewEvent[],
  look: (before: ReviewFacts, event: ReviewEvent, after: ReviewFacts | null) => void,
): ReviewFacts =>
  events.reduce((before, each) => {
    const next = moveReview(before, each);
    look(before, each, next.ok ? next.value : null);
    return next.ok ? next.value : before;
  }, start);

const law = (look: Parameters<typeof play>[2], end: (last: ReviewFacts) => void = () => undefined) =>
  fc.assert(
    fc.property(review, fc.array(event, { maxLength: 30 }), (start, events) => {
      end(play(start, events, look));
    }),
    { numRuns: lawCases() },
  );

describe("whatever happens, in whatever order", () => {
  it("nobody decides about what is their own, and nobody who uses SSH about anything", () => {
    law(
      () => undefined,
      (last) => {
        for (const { ownerId, decided } of last.rows) {
          if (decided === null) continue;
          expect(decided.by).not.toBe(ownerId);
          expect(["ines", "casey", "ruben"]).toContain(decided.by);
        }
      },
    );
  });

  it("only the reviewer decides, or about the reviewer's own, another who may", () => {
    law((before, each, after) => {
      if (each.kind !== "decide" || after === null) return;
      const row = before.rows.find(({ id }) => id === each.rowId);
      const isOwn = row?.ownerId === before.reviewerId;
      expect(isOwn || each.person.personId === before.reviewerId).toBe(true);
    });
  });

  it("nobody takes a review from whoever runs it: they give it away, or a cloud admin does, to a third person", () => {
    law((before, each, after) => {
      if (each.kind !== "hand-over" || after === null) return;
      expect(each.reviewer.personId).toBe(before.reviewerId);
      expect(after.reviewerId).toBe(each.to.personId);
      if (each.person.personId === before.reviewerId) return;
      expect(["casey", "ruben"]).toContain(each.person.personId);
      expect(after.reviewerId).not.toBe(each.person.personId);
    });
  });

  it("whoever may run reviews takes one whose reviewer may run none any more, and nobody else", () => {
    const handOver = (reviewer: Reviewer, personId: string) =>
      moveReview(
        { state: "open", reviewerId: "ines", rows: [] },
        { kind: "hand-over", person: person(personId), reviewer, to: person(personId) },
      ).ok;
    const gone: Reviewer = { personId: "ines", roles: [] };
    const took = Object.keys(ROLES_OF).filter((each) => each !== "ines" && handOver(gone, each));
    expect(took).toEqual(["casey", "ruben"]);
    expect(Object.keys(ROLES_OF).filter((each) => handOver(person("ines"), each))).toEqual([]);
  });

  it("nothing about a closed review changes", () => {
    law((before, _, after) => {
      if (before.state === "closed") expect(after).toBeNull();
    });
  });

  it("closing says what is left open, or is refused; what it takes away is what was revoked", () => {
    law((before, each, after) => {
      if (each.kind !== "close" || after === null) return;
      expect(leftOpen(before).length === 0 || each.leavingOpen).toBe(true);
      expect(leftOpen(after)).toEqual(leftOpen(before));
      expect(new Set([...revoked(after), ...leftOpen(after)]).size).toBe(
        revoked(after).length + leftOpen(after).length,
      );
    });
  });

  it("taking a decision back leaves the row as it was before the decision", () => {
    law((before, each, after) => {
      if (each.kind !== "decide" || after === null) return;
      const undone = moveReview(after, { kind: "undo", rowId: each.rowId, person: each.person });
      expect(undone).toEqual({ ok: true, value: before });
    });
  });

  it("a decision stands with its note until it is taken back: nobody decides over it", () => {
    law((before, each, after) => {
      if (after === null) return;
      for (const [at, { id, decided }] of before.rows.entries()) {
        if (decided === null || (each.kind === "undo" && each.rowId === id)) continue;
        expect(after.rows[at]?.decided).toEqual(decided);
      }
    });
  });

  it("nothing is kept longer than it lasts, nor for more than a year, nor until a day gone by", () => {
    law((before, each, after) => {
      if (each.kind !== "decide" || after === null || each.decision.kind === "revoke") return;
      const row = before.rows.find(({ id }) => id === each.rowId);
      if (row === undefined) throw new Error("A row was decided that is not there.");
      expect(each.decision.until <= latestKeep(row, each.at)).toBe(true);
      expect(each.decision.until > each.at).toBe(true);
    });
  });

  it("only an owner answers, and only what was asked", () => {
    law(
      () => undefined,
      (last) => {
        for (const row of last.rows) {
          if (row.answer !== null) expect(row.asked).not.toBeNull();
          if (row.asked !== null) expect(row.ownerId).not.toBeNull();
        }
      },
    );
    law((before, each, after) => {
      if (each.kind !== "answer" || after === null) return;
      expect(before.rows.find(({ id }) => id === each.rowId)?.ownerId).toBe(each.personId);
    });
  });

  it("one event touches one row at most, and the numbers add up to the rows", () => {
    law((before, _, after) => {
      if (after === null) return;
      const touched = after.rows.filter((row, at) => row !== before.rows[at]);
      expect(touched.length).toBeLessThanOrEqual(1);
      const { rows, kept, revoked: gone, open, waiting } = tallyOf(after.rows);
      expect(kept + gone + open).toBe(rows);
      expect(waiting).toBeLessThanOrEqual(open);
    });
  });
});
