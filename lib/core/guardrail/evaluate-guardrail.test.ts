import { describe, expect, it } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import {
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
  tcp,
} from "#lib/core/testing/estate.ts";
import type { Guardrail } from "#lib/core/tier/pattern.ts";
import { evaluateGuardrail } from "./evaluate-guardrail.ts";
import { guardrailChanges, isMadeWorse } from "./guardrail-change.ts";

const OUT = ruleOf("-1 * 0.0.0.0/0", "egress");
const ALL = { protocol: "all", fromPort: null, toPort: null };

const SHOP = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 443 0.0.0.0/0", OUT]),
    groupOf("sg-app", ["tcp 8080 sg-web", OUT]),
    groupOf("sg-db", ["tcp 3306 sg-app", OUT]),
    groupOf("sg-ssh", ["tcp 22 198.51.100.0/25"]),
  ],
  interfaces: [
    interfaceOf("eni-web", ["sg-web", "sg-ssh"], ["10.0.1.4/32"]),
    interfaceOf("eni-app", ["sg-app", "sg-ssh"], ["10.0.2.4/32"]),
    interfaceOf("eni-app2", ["sg-app", "sg-ssh"], ["10.0.2.5/32"]),
    interfaceOf("eni-db", ["sg-db", "sg-ssh"], ["10.0.3.4/32"]),
  ],
});

const withRules = (
  groupId: string,
  rules: readonly string[],
  observation: Observation = SHOP,
): Observation => ({
  ...observation,
  groups: observation.groups.map((group) =>
    group.groupId === groupId ? groupOf(groupId, [...rules, OUT]) : group,
  ),
});

const evaluated = (guardrail: Guardrail, observation = SHOP, stack = stackOf()) =>
  evaluateGuardrail(guardrail, stack, indexObservation(observation));

const NEVER: Guardrail = { kind: "never", peer: { kind: "internet" }, tier: "db", services: [ALL] };
const NEVER_SQL: Guardrail = { ...NEVER, services: [tcp(3306)] };
const ALWAYS: Guardrail = {
  kind: "always",
  peer: { kind: "tier", tier: "web" },
  tier: "app",
  services: [tcp(8080)],
};
const WITHIN: Guardrail = {
  kind: "sources-within",
  tier: "ssh-admin",
  services: [ALL],
  cidrs: ["198.51.100.0/24"],
};

describe("never", () => {
  it("holds while no packet gets through", () => {
    expect(evaluated(NEVER_SQL)).toMatchObject({
      text: "never: internet -> tier db tcp/3306",
      state: "holds",
      witness: null,
    });
  });

  it("is broken by another group of an interface: the packet and the rule are named", () => {
    expect(evaluated(NEVER)).toMatchObject({
      state: "broken",
      witness: { from: "198.51.100.7", to: "10.0.3.4", service: "tcp/22" },
      rules: [{ groupId: "sg-ssh", ruleKey: "ingress tcp 22:22 198.51.100.0/25" }],
    });
  });

  it("leaves out what the stack's own sources may do at its door, and nothing else", () => {
    const stack = stackOf({ openSources: [sourceOf("198.51.100.0/25")] });
    expect(evaluated(NEVER, SHOP, stack).state).toBe("holds");
    const wide = withRules("sg-ssh", ["tcp 22 198.51.100.0/24"]);
    expect(evaluated(NEVER, wide, stack)).toMatchObject({ state: "broken", witness: { service: "tcp/22" } });
    const sql = withRules("sg-db", ["tcp 3306 198.51.100.0/25"]);
    expect(evaluated(NEVER, sql, stack)).toMatchObject({ state: "broken", witness: { service: "tcp/3306" } });
  });

  it("cannot be told of an address that may stand in a source's list, which is unread", () => {
    const fromList = stackOf({
      openSources: [{ name: "list", peer: { kind: "prefix-list", prefixListId: "pl-1" } }],
    });
    const opened = (rule: string) => withRules("sg-db", [rule]);
    const { state, sentence } = evaluated(NEVER, opened("tcp 22 198.51.100.0/25"), fromList);
    expect([state, sentence]).toEqual(["unknown", "Who comes in at the door could not be read whole."]);
    expect(evaluated(NEVER, opened("tcp 3306 198.51.100.0/25"), fromList).state).toBe("broken");
  });

  it("is broken by the Internet in pieces, and where nobody carries the group yet", () => {
    const open = withRules("sg-db", ["tcp 3306 0.0.0.0/1"]);
    expect(evaluated(NEVER_SQL, open).state).toBe("broken");
    expect(evaluated(NEVER_SQL, { ...open, interfaces: [] }).state).toBe("broken");
  });

  it("cannot be told while interfaces are unread or nothing plays the tier", () => {
    const unread = observationOf({ groups: SHOP.groups }, ["interfaces"]);
    expect(evaluated(NEVER_SQL, unread)).toMatchObject({
      state: "unknown",
      sentence: expect.stringMatching(/interfaces were not read/),
    });
    expect(evaluated(NEVER_SQL, SHOP, stackOf({ bindings: [] }))).toMatchObject({
      state: "unknown",
      sentence: "No group plays db.",
    });
  });
});

describe("always", () => {
  it("holds when every interface reaches every interface", () => {
    expect(evaluated(ALWAYS)).toMatchObject({ state: "holds" });
  });

  it("is broken by one pair, for part of the services", () => {
    const narrow = withRules("sg-app", ["tcp 8080 10.0.1.0/24"]);
    expect(evaluated(ALWAYS, narrow).state).toBe("holds");
    const more: Guardrail = { ...ALWAYS, services: [tcp(8080), tcp(9090)] };
    expect(evaluated(more, narrow)).toMatchObject({
      state: "broken",
      sentence: "i-web cannot reach i-app on tcp/9090.",
      witness: { from: "10.0.1.4", to: "10.0.2.4", service: "tcp/9090" },
    });
  });

  it("is broken at the source, by egress", () => {
    const groups = SHOP.groups.map((group) =>
      group.groupId === "sg-web"
        ? groupOf("sg-web", ["tcp 443 0.0.0.0/0", ruleOf("tcp 8080 10.0.2.4/32", "egress")])
        : group,
    );
    expect(evaluated(ALWAYS, { ...SHOP, groups })).toMatchObject({
      state: "broken",
      sentence: "i-web cannot reach i-app2 on tcp/8080.",
    });
  });

  it("of a network asks for every address of it", () => {
    const office: Guardrail = {
      kind: "always",
      peer: { kind: "cidr", cidr: "198.51.100.0/24" },
      tier: "ssh-admin",
      services: [tcp(22)],
    };
    expect(evaluated(office)).toMatchObject({ state: "broken", witness: { service: "tcp/22" } });
    expect(evaluated(office, withRules("sg-ssh", ["tcp 22 198.51.0.0/16"])).state).toBe("holds");
  });
});

describe("sources within", () => {
  it("holds, is broken by an address outside, and cannot be told of an unread list", () => {
    expect(evaluated(WITHIN).state).toBe("holds");
    expect(evaluated(WITHIN, withRules("sg-ssh", ["tcp 22 203.0.113.7/32"]))).toMatchObject({
      state: "broken",
      witness: { from: "203.0.113.7", to: null, service: "tcp/22" },
    });
    expect(evaluated(WITHIN, withRules("sg-ssh", ["tcp 22 pl-1"])).state).toBe("unknown");
    expect(evaluated(WITHIN, withRules("sg-ssh", ["tcp 22 sg-web"])).state).toBe("holds");
  });
});

describe("what a plan does to guardrails", () => {
  it("tells those that do not hold before or after, and which it makes worse", () => {
    const stack = { ...stackOf(), guardrails: [NEVER, NEVER_SQL, ALWAYS] };
    const changes = guardrailChanges(
      [stack],
      indexObservation(SHOP),
      indexObservation(withRules("sg-db", ["tcp 3306 0.0.0.0/0"])),
    );
    expect(changes.map(({ text, before, after, grows }) => [text, before, after, grows])).toEqual([
      ["never: internet -> tier db", "broken", "broken", true],
      ["never: internet -> tier db tcp/3306", "holds", "broken", false],
    ]);
    expect(changes.map(isMadeWorse)).toEqual([true, true]);
  });

  it("tells of the stack whose plan it is what it leaves as it was; of others only what changes", () => {
    const [own, other] = [
      { ...stackOf(), guardrails: [NEVER] },
      { ...stackOf(), name: "near", guardrails: [NEVER, NEVER_SQL] },
    ];
    const index = indexObservation(SHOP);
    const same = guardrailChanges([own, other], index, index);
    expect(same.map(({ stack, grows }) => [stack, grows])).toEqual([["shop", false]]);
    expect(same.map(isMadeWorse)).toEqual([false]);
    const open = indexObservation(withRules("sg-db", ["tcp 3306 0.0.0.0/0"]));
    const [, , sql] = guardrailChanges([own, other], index, open);
    expect(sql).toMatchObject({ stack: "near", before: "holds", after: "broken" });
  });
});
