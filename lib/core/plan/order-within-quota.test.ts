import { describe, expect, it } from "vitest";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "../testing/estate.ts";
import { orderWithinQuota } from "./order-within-quota.ts";
import type { PlanStep } from "./plan.ts";
import { quotaGaps } from "./quota.ts";
import { describeQuotaGap } from "./quota-words.ts";
import type { Authorize, Revoke } from "./rule-steps.ts";
import { stepWords } from "./step-words.ts";

const held = (text: string, at: number, description: string | null = null) => ({
  ...ruleOf(text),
  ruleId: `sgr-${at}`,
  description,
});

const authorize = (groupId: string, text: string): Authorize => {
  const { ruleId: _, tags, ...rule } = ruleOf(text);
  return { action: "authorize", groupId, rule, tags };
};
const revoke = (
  groupId: string,
  text: string,
  ruleId: string | null,
  description: string | null = null,
): Revoke => {
  const { ruleId: _, tags: __, ...rule } = ruleOf(text);
  return { action: "revoke", groupId, rule: { ...rule, description }, ruleId };
};

interface Case {
  readonly there: readonly string[];
  readonly come: readonly string[];
  readonly go: readonly string[];
  readonly limit: number;
  readonly withoutIds?: boolean;
  readonly description?: string;
  readonly accept?: boolean;
}

/** One group, sg-1, on one interface. */
function order({ there, come, go, limit, withoutIds, description = "x", accept = false }: Case) {
  const rules = there.map((text, at) => held(text, at, description));
  const index = indexObservation(
    observationOf({
      groups: [
        groupOf("sg-1", withoutIds === true ? rules.map((rule) => ({ ...rule, ruleId: null })) : rules),
      ],
      interfaces: [interfaceOf("eni-1", ["sg-1"], ["10.0.0.1/32"])],
    }),
  );
  const steps = {
    authorize: come.map((text) => authorize("sg-1", text)),
    revoke: go.map((text) =>
      revoke("sg-1", text, withoutIds === true ? null : `sgr-${there.indexOf(text)}`, description),
    ),
  };
  const limits = { rulesPerGroup: limit, groupsPerInterface: 5 };
  const found = orderWithinQuota(steps, { limits, acceptQuotaGap: accept }, index);
  if (found.ok) expect(quotaGaps(found.value, limits, index)).toEqual([]);
  return found;
}

const words = (given: Case): readonly string[] => {
  const found = order(given);
  return found.ok
    ? found.value.map((step: PlanStep) =>
        stepWords(step)
          .replaceAll(" sg-1", "")
          .replace(/ (in|from)([,.])/, "$2"),
      )
    : [describeQuotaGap(found.problem, true)];
};

const WIDE = "tcp 80-81 0.0.0.0/0";
const EXACT = "tcp 80 0.0.0.0/0";
const OTHER = "tcp 443 0.0.0.0/0";

describe("the order within the quota", () => {
  it("adds first where there is room", () => {
    expect(words({ there: [WIDE], come: [EXACT], go: [WIDE], limit: 2 })).toEqual([
      "Allow tcp/80 from 0.0.0.0/0.",
      "Remove tcp/80-81 from 0.0.0.0/0.",
    ]);
  });

  it("lets a rule go before, where nothing to come depends on it", () => {
    expect(
      words({ there: [WIDE, "udp 53 ::/0"], come: [OTHER], go: ["udp 53 ::/0", WIDE], limit: 1 }),
    ).toEqual([
      "Remove tcp/80-81 from 0.0.0.0/0.",
      "Allow tcp/443 from 0.0.0.0/0.",
      "Remove udp/53 from ::/0.",
    ]);
  });

  it("rewrites a rule in place, where it must stay until its replacement comes", () => {
    expect(words({ there: [WIDE, OTHER], come: [EXACT], go: [WIDE], limit: 2 })).toEqual([
      "Turn tcp/80-81 from 0.0.0.0/0 into tcp/80 from 0.0.0.0/0, in place.",
    ]);
  });

  it("makes room by a rule that may go, and then needs no rewriting", () => {
    const extra = "tcp 25 10.0.0.0/8";
    expect(words({ there: [WIDE, extra], come: [EXACT], go: [WIDE, extra], limit: 2 })).toEqual([
      "Remove tcp/25 from 10.0.0.0/8.",
      "Allow tcp/80 from 0.0.0.0/0.",
      "Remove tcp/80-81 from 0.0.0.0/0.",
    ]);
  });

  it("says how many rules must be free, where one rule becomes several and there is no room", () => {
    const come = ["tcp 80 10.0.0.0/8", "tcp 80 192.0.2.0/24", "tcp 80 198.51.100.0/24"];
    expect(words({ there: [EXACT], come, go: [EXACT], limit: 3 })[0]).toMatch(/^Turn|^Allow/);
    const refused = words({ there: [EXACT], come, go: [EXACT], limit: 2 });
    expect(refused[0]).toMatch(
      /would have 4 rules on the way, and 2 are allowed\. It needs 1 more free rule:/,
    );
  });

  it.each([
    ["the endpoint has no rule ids", { withoutIds: true }],
    [
      "the rule is a grant's, whose tags would stay",
      { description: "sallyport grant 3 until 2026-11-22T18:00Z" },
    ],
  ])("rewrites nothing where %s, and goes by the gap if that is accepted", (_, more) => {
    const given = { there: [WIDE, OTHER], come: [EXACT], go: [WIDE], limit: 2, ...more };
    expect(words(given)[0]).toMatch(/needs 1 more free rule/);
    expect(words({ ...given, accept: true })).toEqual([
      "Remove tcp/80-81 from 0.0.0.0/0.",
      "Allow tcp/80 from 0.0.0.0/0.",
    ]);
  });

  it("lets no more rules go before than the gap takes, if it is accepted", () => {
    const both = [WIDE, "tcp 80-81 ::/0"];
    const given = { there: both, come: [EXACT], go: both, limit: 1, withoutIds: true };
    expect(words({ ...given, accept: true })).toEqual([
      "Remove tcp/80-81 from 0.0.0.0/0.",
      "Allow tcp/80 from 0.0.0.0/0.",
      "Remove tcp/80-81 from ::/0.",
    ]);
  });

  it("never turns IPv4 into IPv6, nor a network into a group, which EC2 refuses", () => {
    const given = { there: ["tcp 80 10.0.0.0/8", OTHER], go: ["tcp 80 10.0.0.0/8"], limit: 2 };
    // By packet the group is its interface's address, which the network covers.
    expect(words({ ...given, come: ["tcp 80 sg-1"] })[0]).toMatch(/needs 1 more free rule/);
  });

  const GONE = "tcp 22 10.0.0.0/8";
  const [LOW, HIGH] = ["tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9"];
  const allow = (text: string) => `Allow ${text.replace("tcp ", "tcp/").replace(" ", " from ")}.`;
  const remove = (text: string) => allow(text).replace("Allow", "Remove");
  const turn = (from: string, to: string) =>
    `${allow(from).replace("Allow", "Turn").slice(0, -1)} into ${allow(to).slice(6, -1)}, in place.`;

  it("adds as few before a rule goes as that takes", () => {
    const whole = "tcp 22-23 10.0.0.0/8";
    const given = { there: [GONE], come: [LOW, HIGH, whole], go: [GONE] };
    expect(words({ ...given, limit: 3 })).toEqual([allow(whole), remove(GONE), ...[LOW, HIGH].map(allow)]);
    // Two of three, and two of four, where the others would not fit with them.
    const part = "tcp 22 10.0.0.0/10";
    expect(words({ there: [GONE], come: [LOW, HIGH, part], go: [GONE], limit: 3 })).toEqual([
      ...[LOW, HIGH].map(allow),
      remove(GONE),
      allow(part),
    ]);
    const other = "tcp 22 10.64.0.0/10";
    expect(words({ there: [GONE], come: [part, LOW, other, HIGH], go: [GONE], limit: 4 })).toEqual([
      ...[LOW, HIGH].map(allow),
      remove(GONE),
      ...[part, other].map(allow),
    ]);
  });

  it("adds one alone, or all, where more than a few have to do with the rule that goes", () => {
    const fifths = ["10.0.0.0/10", "10.64.0.0/10", "10.128.0.0/10", "10.192.0.0/11", "10.224.0.0/11"].map(
      (cidr) => `tcp 22 ${cidr}`,
    );
    const else_ = "tcp 9 192.0.2.0/24";
    expect(words({ there: [GONE], come: [else_, ...fifths], go: [GONE], limit: 6 })).toEqual([
      ...fifths.map(allow),
      remove(GONE),
      allow(else_),
    ]);
    const whole = "tcp 22-23 10.0.0.0/8";
    const come = [...fifths.slice(0, 4), whole];
    expect(words({ there: [GONE], come, go: [GONE], limit: 5 })).toEqual([
      allow(whole),
      remove(GONE),
      ...fifths.slice(0, 4).map(allow),
    ]);
  });

  it("makes room in both families, one rule after another", () =>
    expect(
      words({
        there: ["tcp 1 10.0.0.0/8", "tcp 1 ::/0"],
        come: ["tcp 443 sg-1"],
        go: ["tcp 1 10.0.0.0/8", "tcp 1 ::/0"],
        limit: 1,
      }),
    ).toEqual([remove("tcp 1 10.0.0.0/8"), remove("tcp 1 ::/0"), "Allow tcp/443 from."]));

  it("rewrites one rule after another, and none twice", () => {
    const given = {
      there: [WIDE, "tcp 443-444 0.0.0.0/0"],
      come: [EXACT, OTHER],
      go: [WIDE, "tcp 443-444 0.0.0.0/0"],
    };
    expect(words({ ...given, limit: 2 })).toEqual([turn(WIDE, EXACT), turn("tcp 443-444 0.0.0.0/0", OTHER)]);
    expect(words({ ...given, limit: 3 })).toEqual([
      allow(EXACT),
      remove(WIDE),
      allow(OTHER),
      remove("tcp 443-444 0.0.0.0/0"),
    ]);
    expect(words({ ...given, limit: 2, withoutIds: true, accept: true })).toEqual([
      remove(WIDE),
      remove("tcp 443-444 0.0.0.0/0"),
      allow(EXACT),
      allow(OTHER),
    ]);
  });

  it("counts each family on its own", () => {
    expect(words({ there: ["tcp 80 ::/0", EXACT], come: ["tcp 443 ::/0"], go: [], limit: 2 })).toEqual([
      "Allow tcp/443 from ::/0.",
    ]);
    expect(
      words({ there: ["tcp 80 ::/0", EXACT], come: ["tcp 443 sg-1", "udp 1 ::/0"], go: [], limit: 2 })[0],
    ).toMatch(/\(ingress, IPv6\) would have 3 rules/);
  });
});

it("looks at all groups of an interface: what one group lets go another may have to let in first", () => {
  const index = indexObservation(
    observationOf({
      groups: [
        groupOf("sg-1", [held(WIDE, 1), held(OTHER, 2)]),
        groupOf("sg-2", [held("tcp 22 10.0.0.0/8", 3), held("tcp 23 10.0.0.0/8", 4)]),
      ],
      interfaces: [interfaceOf("eni-1", ["sg-1", "sg-2"], ["10.0.0.1/32"])],
    }),
  );
  const steps = {
    authorize: [authorize("sg-1", "udp 1 10.0.0.0/8"), authorize("sg-2", EXACT)],
    revoke: [revoke("sg-1", WIDE, "sgr-1"), revoke("sg-2", "tcp 22 10.0.0.0/8", "sgr-3")],
  };
  const limits = { rulesPerGroup: 2, groupsPerInterface: 5 };
  const found = orderWithinQuota(steps, { limits, acceptQuotaGap: false }, index);
  // sg-1 would be first by name; its rule lets tcp/80 in until sg-2 does.
  expect(found.ok && found.value.map(stepWords)).toEqual([
    "Remove tcp/22 from 10.0.0.0/8 from sg-2.",
    "Allow tcp/80 from 0.0.0.0/0 in sg-2.",
    "Remove tcp/80-81 from 0.0.0.0/0 from sg-1.",
    "Allow udp/1 from 10.0.0.0/8 in sg-1.",
  ]);
});

describe("several groups", () => {
  const order2 = (limit: number, first: readonly string[], second: readonly string[]) => {
    const groups = [first, second].map((rules, at) =>
      groupOf(
        `sg-${at + 1}`,
        rules.map((text, place) => held(text, 10 * at + place)),
      ),
    );
    const steps = {
      authorize: [authorize("sg-1", EXACT)],
      revoke: [revoke("sg-1", WIDE, "sgr-0"), revoke("sg-2", WIDE, "sgr-10")],
    };
    const limits = { rulesPerGroup: limit, groupsPerInterface: 5 };
    const found = orderWithinQuota(
      steps,
      { limits, acceptQuotaGap: false },
      indexObservation(observationOf({ groups })),
    );
    return found.ok ? found.value.map(stepWords) : [describeQuotaGap(found.problem, false)];
  };

  it("each lose their own rules, also such as are alike", () => {
    const turned = "Turn tcp/80-81 from 0.0.0.0/0 into tcp/80 from 0.0.0.0/0 in sg-1, in place.";
    const removed = "Remove tcp/80-81 from 0.0.0.0/0 from sg-2.";
    expect(order2(2, [WIDE, OTHER], [WIDE, EXACT])).toEqual([turned, removed]);
    expect(order2(1, [WIDE], [WIDE])).toEqual([turned, removed]);
  });
});

describe("how many rules must be free", () => {
  const list = (prefixListId: string, maxEntries: number) => ({
    prefixListId,
    name: "",
    family: "ipv4" as const,
    ownerId: "111122223333",
    version: 1,
    maxEntries,
    entries: ["10.0.0.0/8"],
  });
  const needed = (gone: number, come: number, rulesPerGroup: number) => {
    const index = indexObservation(
      observationOf({
        groups: [groupOf("sg-1", ["tcp 22 pl-old"])],
        prefixLists: [list("pl-old", gone), list("pl-new", come)],
      }),
    );
    const steps = {
      authorize: [authorize("sg-1", "tcp 22 pl-new")],
      revoke: [revoke("sg-1", "tcp 22 pl-old", null)],
    };
    const limits = { rulesPerGroup, groupsPerInterface: 5 };
    const found = orderWithinQuota(steps, { limits, acceptQuotaGap: false }, index);
    return found.ok ? 0 : found.problem.needed;
  };

  it.each([
    [3, 3, 6, 0],
    [3, 3, 5, 1],
    [3, 3, 4, 2],
    [3, 3, 3, 3],
    [9, 2, 9, 2],
    [2, 9, 9, 2],
    [5, 7, 7, 5],
  ])("for a list of %i that makes way for one of %i, where %i are allowed: %i", (gone, come, limit, free) =>
    expect(needed(gone, come, limit)).toBe(free),
  );
});
