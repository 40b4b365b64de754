import { expect, it } from "vitest";
import { databaseDoubts } from "./database-doubts.ts";

const mark = { systemIdentifier: "7", timeline: 1, logSize: 10 };
const kinds = (now: Partial<typeof mark>, losesNothing = false) =>
  databaseDoubts(mark, { ...mark, ...now }, losesNothing).map(({ kind }) => kind);

it("does not doubt the same database, however much its log has grown", () => {
  expect(kinds({})).toEqual([]);
  expect(kinds({ logSize: 11 })).toEqual([]);
});

it("doubts another database, a shorter log and another timeline", () => {
  expect(kinds({ systemIdentifier: "8", timeline: 2 })).toEqual(["another-database"]);
  expect(kinds({ logSize: 9 })).toEqual(["log-behind"]);
  expect(kinds({ timeline: 2 })).toEqual(["another-timeline"]);
});

it("takes a promotion for what it is where the standby is synchronous, but only with the whole log", () => {
  expect(kinds({ timeline: 2 }, true)).toEqual([]);
  expect(kinds({ timeline: 2, logSize: 9 }, true)).toEqual(["log-behind"]);
});
