import { describe, expect, it } from "vitest";
import { type FaultInput, faultBoard, faultSchema } from "./faults.ts";

const call = {
  action: "DescribeVpcs",
  account: "111122223333",
  region: "eu-central-1",
  mutating: false,
  page: 1,
};

function struckBy(input: FaultInput, times: readonly number[], calls = times.map(() => call)): boolean[] {
  const board = faultBoard();
  board.set(faultSchema.parse(input), 0);
  return times.map((now, index) => board.strike(calls[index] ?? call, now).length > 0);
}

const error = { kind: "error", code: "InternalError" } as const;

describe("a fault", () => {
  it("strikes once from its place on, or as often as it is told", () => {
    expect(struckBy({ effect: error }, [1, 2, 3])).toEqual([true, false, false]);
    expect(struckBy({ at: 2, times: 2, effect: error }, [1, 2, 3, 4])).toEqual([false, true, true, false]);
  });

  it("lasts, if it is a throttle or a lag, until it is cleared or its time is over", () => {
    const lag = { kind: "stale-reads", milliseconds: 5 } as const;
    expect(struckBy({ effect: lag }, [1, 1000, 100_000])).toEqual([true, true, true]);
    expect(struckBy({ effect: lag, forMilliseconds: 1000 }, [1, 1000, 1001])).toEqual([true, true, false]);
  });

  it("counts only the calls it is for", () => {
    const others = [
      { ...call, action: "DescribeSubnets" },
      { ...call, account: "999999999999" },
      { ...call, region: "us-east-1" },
      { ...call, page: 2 },
      { ...call, mutating: true },
      call,
    ];
    const { action: _action, ...place } = call;
    const match = { ...place, action: "Describe*s", page: 1 };
    expect(
      struckBy({ match: { ...match, action: "DescribeV*" }, effect: error }, [1, 2, 3, 4, 5, 6], others),
    ).toEqual([false, false, false, false, false, true]);
  });

  it("is refused when it says more than can be meant", () => {
    expect(faultSchema.safeParse({ effect: error, when: "now" }).success).toBe(false);
    expect(faultSchema.safeParse({ effect: { kind: "drop" } }).success).toBe(false);
  });
});
