/** Tiers that several groups play, while nobody can see who carries which, and ways that go on from those. */
import { describe, expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "#lib/core/testing/estate.ts";
import { canReach } from "./can-reach.ts";
import { followHops } from "./follow-hops.ts";
import type { ReachPeer, ReachTarget } from "./question.ts";

const OUT = ruleOf("-1 * 0.0.0.0/0", "egress");
const groups = [
  groupOf("sg-web", ["tcp 443 0.0.0.0/0", "tcp 80 0.0.0.0/0", OUT]),
  groupOf("sg-web2", ["tcp 443 0.0.0.0/0"]),
  groupOf("sg-app", ["tcp 8080 sg-web", "tcp 9000 sg-web", "tcp 9000 sg-web2", OUT]),
  groupOf("sg-db", ["tcp 3306 sg-app"]),
];
const seen = observationOf({
  groups,
  interfaces: [
    interfaceOf("eni-web", ["sg-web"], ["10.0.1.4/32"]),
    interfaceOf("eni-web2", ["sg-web2"], ["10.0.1.5/32"]),
    interfaceOf("eni-app", ["sg-app"], ["10.0.2.4/32"]),
  ],
});
const stack = stackOf({
  bindings: [bindingOf("web", "sg-web", "sg-web2"), bindingOf("app", "sg-app"), bindingOf("db", "sg-db")],
});
const [WEB, APP, DB] = ["web", "app", "db"].map((tier) => ({ kind: "tier" as const, tier }));

const servicesOf = (text: string) => {
  const services = parseService(text);
  if (!services.ok) throw new Error(text);
  return services.value;
};
const contextOf = (observation: typeof seen) => ({
  index: indexObservation(observation),
  stack,
  sources: [],
});

const ask = (
  peer: ReachPeer | undefined,
  target: ReachTarget | undefined,
  services: string,
  observation = seen,
) => {
  if (peer === undefined || target === undefined) throw new Error("There is no such tier.");
  const answer = canReach({ peer, target, services: servicesOf(services) }, contextOf(observation));
  if (!answer.ok) throw new Error(answer.problem.sentence);
  return answer.value;
};

describe("while interfaces are unread", () => {
  const unread = observationOf({ groups }, ["interfaces"]);
  const internet: ReachPeer = { kind: "internet" };

  it("what each of a tier's groups lets in gets through, whichever is carried", () => {
    expect(ask(internet, WEB, "tcp/443", unread)).toMatchObject({
      verdict: "yes",
      open: [{ peer: "0.0.0.0/0", service: "tcp/443" }],
      target: { groupIds: ["sg-web", "sg-web2"] },
    });
  });

  it("what one of them lets in may meet nobody", () => {
    expect(ask(internet, WEB, "tcp/80", unread)).toMatchObject({
      verdict: "unknown",
      open: [],
      unread: [{ what: "part", id: "interfaces" }],
    });
    expect(ask(internet, WEB, "tcp/80")).toMatchObject({ verdict: "yes" });
  });

  it("a tier gets where each of its groups gets", () => {
    expect(ask(WEB, APP, "tcp/9000", unread).verdict).toBe("unknown");
    const to = ruleOf("tcp 9000 sg-app", "egress");
    const open = groups.map((group) => ({ ...group, rules: [...group.rules, to] }));
    const both = observationOf({ groups: open }, ["interfaces"]);
    expect(ask(WEB, APP, "tcp/9000", both).verdict).toBe("yes");
    expect(ask(WEB, APP, "tcp/8080", both).verdict).toBe("unknown");
  });
});

describe("a way over several hops", () => {
  const way = (observation: typeof seen, hops: readonly (readonly [typeof WEB, string])[]) => {
    const steps = hops.flatMap(([target, services]) =>
      target === undefined ? [] : [{ target, services: servicesOf(services) }],
    );
    const answer = followHops({ kind: "internet" }, steps, contextOf(observation));
    if (!answer.ok) throw new Error(answer.problem.sentence);
    return answer.value;
  };

  it("does not go on from a group that nobody carries and that nothing reached", () => {
    const nobody = observationOf({ groups, interfaces: seen.interfaces.slice(2) });
    expect(
      way(nobody, [
        [WEB, "tcp/443"],
        [APP, "tcp/8080"],
      ]).verdict,
    ).toBe("yes");
    // Only sg-web2 is shut on port 80, and only it is let in here.
    const onlySecond = {
      ...nobody,
      groups: groups.map((group) =>
        group.groupId === "sg-app"
          ? groupOf("sg-app", ["tcp 7000 sg-web2", OUT])
          : { ...group, rules: [...group.rules, OUT] },
      ),
    };
    expect(
      way(onlySecond, [
        [WEB, "tcp/443"],
        [APP, "tcp/7000"],
      ]).verdict,
    ).toBe("yes");
    expect(
      way(onlySecond, [
        [WEB, "tcp/80"],
        [APP, "tcp/7000"],
      ]).verdict,
    ).toBe("no");
  });

  it("may go on from one of which nobody can tell whether it was reached", () => {
    const half = {
      ...seen,
      groups: groups.map((group) => {
        if (group.groupId === "sg-web") return { ...group, rules: [], rulesKnown: false };
        return group.groupId === "sg-web2" ? { ...group, rules: [...group.rules, OUT] } : group;
      }),
    };
    const answer = way(half, [
      [WEB, "tcp/443"],
      [APP, "tcp/8080"],
      [DB, "tcp/3306"],
    ]);
    expect(answer).toMatchObject({
      verdict: "unknown",
      hops: [
        { verdict: "yes", interfaces: { reached: ["eni-web2"], unknown: ["eni-web"] } },
        {
          verdict: "unknown",
          interfaces: { unknown: ["eni-app"], notReached: [] },
          unread: [{ what: "group-rules", id: "sg-web" }],
        },
      ],
    });
  });
});
