import { describe, expect, it } from "vitest";
import { type AskedRules, askOtherwise } from "./asked-rules.ts";
import { type RequestWording, requestDiff } from "./request-diff.ts";

const match: AskedRules = {
  kind: "match",
  removeRedundant: false,
  acceptNoSshSource: false,
  acceptQuotaGap: false,
};
const was: RequestWording = { reason: "Drift", startsAt: null, asked: match };
const lines = (is: RequestWording) => requestDiff(was, is).map(({ sign, text }) => `${sign} ${text}`);
const all = { removeRedundant: true, acceptNoSshSource: true, acceptQuotaGap: true, mostNewInstances: 2 };

describe("two wordings of one request", () => {
  it("do not differ when they say the same", () => {
    expect(
      lines({ ...was, asked: askOtherwise(match, { ...all, ...match, mostNewInstances: null }) }),
    ).toEqual([]);
  });

  it("differ line by line", () => {
    const is = {
      reason: "Audit",
      startsAt: new Date("2026-12-01T02:30:00Z"),
      asked: askOtherwise(match, all),
    };
    expect(lines(is)).toEqual([
      "- Why: Drift",
      "- Starts as soon as it is approved",
      "+ Why: Audit",
      "+ Starts not before 2026-12-01 02:30 UTC",
      "+ Removes rules that add nothing, too",
      "+ Even if nobody can open SSH afterwards",
      "+ Even if rules go before their replacements come",
      "+ Touches at most 2 more instances than shown",
    ]);
  });

  it("leave out what their kind does not know", () => {
    const back: AskedRules = { kind: "roll-back", changeId: "c", acceptNoSshSource: false };
    expect(askOtherwise(back, all)).toEqual({ ...back, acceptNoSshSource: true, mostNewInstances: 2 });
  });
});
