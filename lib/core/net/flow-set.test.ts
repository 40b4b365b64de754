import { describe, expect, it } from "vitest";
import { lastAddress } from "./address.ts";
import { mergeRanges } from "./address-range.ts";
import {
  equalFlows,
  everyFlow,
  type FlowSet,
  flowsWithAnyone,
  flowsWithCidrs,
  flowsWithFamily,
  flowsWithGroups,
  flowsWithRanges,
  NO_FLOWS,
  unionAllFlows,
} from "./flow-set.ts";
import { ALL_SERVICES } from "./service-set.ts";

const SSH = [{ from: 22, to: 22 }];
const WEB = [{ from: 80, to: 80 }];
const ALL4 = { from: 0n, to: 0xffff_ffffn };
const ALL6 = { from: 0n, to: 2n ** 128n - 1n };

describe("sets of flows, written out", () => {
  it.each<[string, FlowSet, FlowSet]>([
    ["nothing", NO_FLOWS, { ipv4: [], ipv6: [], groups: [] }],
    [
      "everyone",
      flowsWithAnyone(SSH),
      { ipv4: [{ ...ALL4, services: SSH }], ipv6: [{ ...ALL6, services: SSH }], groups: [] },
    ],
    ["a family", flowsWithFamily("ipv6", SSH), { ipv4: [], ipv6: [{ ...ALL6, services: SSH }], groups: [] }],
    [
      "the other family",
      flowsWithFamily("ipv4", SSH),
      { ipv4: [{ ...ALL4, services: SSH }], ipv6: [], groups: [] },
    ],
    [
      "groups, once each and sorted",
      flowsWithGroups(["sg-b", "sg-a", "sg-b"], SSH),
      {
        ipv4: [],
        ipv6: [],
        groups: [
          { groupId: "sg-a", services: SSH },
          { groupId: "sg-b", services: SSH },
        ],
      },
    ],
    ["groups without services", flowsWithGroups(["sg-a"], []), { ipv4: [], ipv6: [], groups: [] }],
    ["everyone without services", flowsWithAnyone([]), { ipv4: [], ipv6: [], groups: [] }],
    [
      "every flow",
      everyFlow(["sg-a"]),
      {
        ipv4: [{ ...ALL4, services: ALL_SERVICES }],
        ipv6: [{ ...ALL6, services: ALL_SERVICES }],
        groups: [{ groupId: "sg-a", services: ALL_SERVICES }],
      },
    ],
    [
      "networks of both families",
      flowsWithCidrs(
        [
          { family: "ipv6", base: 4n, length: 127 },
          { family: "ipv4", base: 4n, length: 31 },
        ],
        SSH,
      ),
      {
        ipv4: [{ from: 4n, to: 5n, services: SSH }],
        ipv6: [{ from: 4n, to: 5n, services: SSH }],
        groups: [],
      },
    ],
    [
      "networks without services",
      flowsWithCidrs([{ family: "ipv4", base: 4n, length: 31 }], []),
      { ipv4: [], ipv6: [], groups: [] },
    ],
    [
      "ranges out of order that touch",
      flowsWithRanges(
        "ipv4",
        [
          { from: 6n, to: 9n },
          { from: 1n, to: 2n },
          { from: 3n, to: 5n },
        ],
        SSH,
      ),
      { ipv4: [{ from: 1n, to: 9n, services: SSH }], ipv6: [], groups: [] },
    ],
    ["no sets at all", unionAllFlows([]), NO_FLOWS],
  ])("%s", (_what, set, expected) => expect(set).toStrictEqual(expected));

  it("are equal only when peers and services are", () => {
    const range = (from: bigint, to: bigint, services = SSH) =>
      flowsWithRanges("ipv4", [{ from, to }], services);
    const sets = [
      NO_FLOWS,
      range(1n, 5n),
      range(1n, 6n),
      range(2n, 5n),
      range(1n, 5n, WEB),
      flowsWithRanges("ipv6", [{ from: 1n, to: 5n }], SSH),
      flowsWithRanges(
        "ipv4",
        [
          { from: 1n, to: 2n },
          { from: 4n, to: 5n },
        ],
        SSH,
      ),
      flowsWithGroups(["sg-a"], SSH),
      flowsWithGroups(["sg-b"], SSH),
      flowsWithGroups(["sg-a"], WEB),
      flowsWithGroups(["sg-a", "sg-b"], SSH),
    ];
    sets.forEach((a, at) => {
      sets.forEach((b, other) => {
        expect(equalFlows(a, b)).toBe(at === other);
        expect(equalFlows(a, structuredClone(b))).toBe(at === other);
      });
    });
  });
});

describe("ranges merged", () => {
  const merged = (...ranges: readonly (readonly [number, number])[]) =>
    mergeRanges(ranges.map(([from, to]) => ({ from: BigInt(from), to: BigInt(to) }))).map(({ from, to }) => [
      Number(from),
      Number(to),
    ]);

  it.each<[string, [number, number][], [number, number][]]>([
    [
      "out of order",
      [
        [7, 8],
        [4, 5],
        [1, 2],
      ],
      [
        [1, 2],
        [4, 5],
        [7, 8],
      ],
    ],
    [
      "touching",
      [
        [3, 4],
        [1, 2],
      ],
      [[1, 4]],
    ],
    [
      "nested, the wide one first",
      [
        [1, 9],
        [2, 3],
      ],
      [[1, 9]],
    ],
    [
      "nested, the wide one last",
      [
        [2, 3],
        [1, 9],
      ],
      [[1, 9]],
    ],
    [
      "from the same start",
      [
        [1, 9],
        [1, 3],
        [1, 12],
      ],
      [[1, 12]],
    ],
    [
      "overlapping",
      [
        [1, 5],
        [4, 8],
      ],
      [[1, 8]],
    ],
    [
      "one apart",
      [
        [1, 2],
        [4, 5],
      ],
      [
        [1, 2],
        [4, 5],
      ],
    ],
    ["one alone", [[3, 3]], [[3, 3]]],
    ["none", [], []],
  ])("%s", (_what, given, expected) => expect(merged(...given)).toEqual(expected));

  it("gives a list of its own", () => {
    const ranges = [{ from: 1n, to: 2n }];
    expect(mergeRanges(ranges)).not.toBe(ranges);
  });
});

it("the highest addresses are all ones", () => {
  expect(lastAddress("ipv4").toString(16)).toBe("f".repeat(8));
  expect(lastAddress("ipv6").toString(16)).toBe("f".repeat(32));
});
