import { expect, test } from "vitest";
import type { StepProgress } from "#lib/core/plan/step-progress.ts";
import { stepThen } from "./step-then.ts";

const now: StepProgress = {
  ordinal: 1,
  operation: { action: "delete-group", groupId: "sg-0123456789abcdef0", name: "shop-db" } as never,
  state: "done",
  attempts: 2,
  lastAt: new Date(50).toISOString(),
  note: "It is there.",
};
const entry = (kind: string, attempt: number, time: number) => ({ kind, attempt, createdAt: new Date(time) });
const journal = [
  entry("intent", 1, 10),
  entry("outcome", 1, 20),
  entry("intent", 2, 30),
  entry("read", 2, 50),
];
const at = (time: number, state = "done", entries = journal) => {
  const then = stepThen(now, { state, journal: entries }, new Date(time));
  return [then.state, then.attempts, then.lastAt === null ? null : Date.parse(then.lastAt), then.note];
};

test("a step had come as far as its journal says, and where that does not say it is not known", () => {
  expect(at(9)).toEqual(["waiting", 0, null, null]);
  expect(at(10)).toEqual(["intended", 1, 10, null]);
  expect(at(25)).toEqual(["unrecorded", 1, 20, null]);
  expect(at(30)).toEqual(["intended", 2, 30, null]);
  expect(at(50)).toEqual(["done", 2, 50, null]);
  // Let go on since, or ended by something that wrote no entry.
  expect(at(50, "waiting")).toEqual(["unrecorded", 2, 50, null]);
  expect(at(5, "waiting", [])).toEqual(["waiting", 0, null, null]);
  expect(at(5, "done", [])).toEqual(["unrecorded", 0, null, null]);
});
