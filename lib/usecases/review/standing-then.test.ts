import { describe, expect, it } from "vitest";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import type { ReviewAction, ReviewDeed } from "./review-deeds.ts";
import type { NamedRow } from "./row-standing.ts";
import { reviewerThen, standingThen } from "./standing-then.ts";

const time = (minute: number): Date => new Date(Date.UTC(2026, 2, 3, 14, minute));

const deed = (
  action: ReviewAction,
  minute: number,
  details: { readonly [name: string]: Json } = {},
  personId: string | null = null,
): ReviewDeed => ({ review: 7, row: 1, action, at: time(minute), by: "Ines", personId, details });

const UNTOUCHED: NamedRow = {
  ...{ id: "row", ordinal: 1, ownerId: "mara", evidence: evidence() },
  ...{ decision: null, keepUntil: null, note: "", decidedById: null, decidedAt: null, decidedBy: null },
  ...{ askedAt: null, askedById: null, question: "", askedBy: null },
  ...{ answer: null, answerNote: "", answeredAt: null },
};

const REVOKED: NamedRow = {
  ...UNTOUCHED,
  ...{ decision: "revoke", note: "Nobody needs it", decidedById: "ruben", decidedAt: time(30) },
  decidedBy: { displayName: "Ruben" },
};

function evidence() {
  return {
    ...{ title: "SSH from home", stack: "shop", account: "production", region: "eu-west-1" },
    ...{ owner: null, why: "", source: null, peer: null, service: null, groupId: null },
    ...{ began: null, ends: null, reviewBy: null, asked: null, approved: [], lastReview: null },
    ...{ lastChange: null, entries: [] },
    reach: { verdict: "unknown", interfaces: 0, instances: 0, sentence: "", seenAt: null },
  };
}

describe("a row of a review at a moment", () => {
  it("is as it still says, where nothing touched it since", () => {
    const deeds = [deed("review.decided", 30, {})];
    expect(standingThen(REVOKED, 7, deeds, time(30)).decided).toMatchObject({
      kind: "revoke",
      by: "Ruben",
      note: "Nobody needs it",
    });
  });

  it("is as the log told it then, where it was decided again or taken back since", () => {
    const until = "2026-09-01T00:00:00.000Z";
    const deeds = [
      deed("review.decided", 10, { decision: "keep", until, note: "In use" }),
      deed("review.undone", 20),
      deed("review.decided", 30, { decision: "revoke", note: "Nobody needs it" }),
    ];
    const at = (minute: number) => standingThen(REVOKED, 7, deeds, time(minute)).decided;
    expect(at(9)).toBeNull();
    expect(at(10)).toMatchObject({ kind: "keep", until, by: "Ines", note: "In use" });
    expect(at(20)).toBeNull();
    expect(at(31)).toMatchObject({ kind: "revoke" });
  });

  it("was decided nobody knows how, where what the log said of it was erased", () => {
    const deeds = [deed("review.decided", 10), deed("review.undone", 20)];
    expect(standingThen(UNTOUCHED, 7, deeds, time(15)).decided).toMatchObject({
      kind: "unknown",
      until: null,
    });
  });

  it("loses its answer with another question, and not before", () => {
    const deeds = [
      deed("review.asked", 1, { question: "Still needed?" }),
      deed("review.answered", 2, { says: "needed", note: "" }),
      deed("review.asked", 3, { question: "Really?" }),
    ];
    const asked = { askedAt: time(3), askedById: "ines", question: "Really?" };
    const at = (minute: number) => standingThen({ ...UNTOUCHED, ...asked }, 7, deeds, time(minute));
    expect(at(0)).toMatchObject({ asked: null, answer: null });
    expect(at(2)).toMatchObject({ asked: { question: "Still needed?" }, answer: { says: "needed" } });
    expect(at(3)).toMatchObject({ asked: { question: "Really?" }, answer: null });
  });

  it("is not moved by what is said of other rows and other reviews", () => {
    const elsewhere = [
      { ...deed("review.undone", 40), row: 2 },
      { ...deed("review.undone", 40), review: 8 },
    ];
    expect(standingThen(REVOKED, 7, elsewhere, time(35)).decided).toMatchObject({ kind: "revoke" });
  });
});

it("whoever ran a review then is told by its hand-overs", () => {
  const whole = (action: ReviewAction, minute: number, personId: string) => ({
    ...deed(action, minute, {}, personId),
    row: null,
  });
  const deeds = [whole("review.begun", 0, "casey"), whole("review.handed-over", 10, "ines")];
  expect(reviewerThen(7, deeds, time(5))).toBe("casey");
  expect(reviewerThen(7, deeds, time(10))).toBeNull();
});
