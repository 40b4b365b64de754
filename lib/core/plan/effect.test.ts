import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import type { Observation, ObservedInterface } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, sourceOf, stackOf } from "../testing/estate.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { effect } from "./effect.ts";
import type { PlanStep, SessionForecast } from "./plan.ts";
import { planMatch } from "./plan-match.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { forecastSessions } from "./session-forecast.ts";
import { simulateAll } from "./simulate.ts";

const OUT = ruleOf("-1 * 0.0.0.0/0", "egress");

const revoke = (groupId: string, text: string): PlanStep => {
  const { ruleId: _, tags: __, ...rule } = ruleOf(text);
  return { action: "revoke", groupId, rule, ruleId: null };
};

/** What happens to sessions of one line when `text` is revoked from sg-ssh. */
function forecast(
  rules: readonly string[],
  revoked: string,
  peer: string,
  face: Partial<ObservedInterface> = { publicAddresses: ["203.0.113.80"] },
  egress = [OUT],
): SessionForecast | undefined {
  const before = observationOf({
    groups: [groupOf("sg-ssh", [...rules, ...egress]), groupOf("sg-other", ["tcp 22 203.0.113.7/32"])],
    interfaces: [interfaceOf("eni-1", ["sg-ssh"], ["10.0.0.1/32"], face)],
  });
  const after = simulateAll(before, [revoke("sg-ssh", revoked)]);
  const service = revoked.startsWith("icmp") ? "icmp/8" : "tcp/22";
  const line = { groupId: "sg-ssh", direction: "ingress" as const, peer, service };
  return forecastSessions([line], indexObservation(before), indexObservation(after))[0]?.forecast;
}

const HOST = "tcp 22 203.0.113.7/32";
const WORLD = "tcp 22 0.0.0.0/0";

describe("open sessions, by connection tracking", () => {
  it("of a named host go on: they are tracked", () => {
    expect(forecast([HOST], HOST, "203.0.113.7/32")).toBe("go-on");
  });

  it("of the world are cut at once, where everything may leave", () => {
    expect(forecast([WORLD], WORLD, "0.0.0.0/0")).toBe("cut-at-once");
  });

  it("of the world go on, where not everything may leave", () => {
    const only = [ruleOf("tcp 443 0.0.0.0/0", "egress")];
    expect(forecast([WORLD], WORLD, "0.0.0.0/0", { publicAddresses: ["203.0.113.80"] }, only)).toBe("go-on");
  });

  it("cannot be told where two rules let them in, of which only one is for the world", () => {
    expect(forecast([WORLD, HOST], WORLD, "203.0.113.7/32")).not.toBe("cut-at-once");
  });

  it("cannot be told where the way in is through a load balancer or gateway", () => {
    expect(forecast([WORLD], WORLD, "0.0.0.0/0", { publicAddresses: [] })).toBe("cannot-tell");
  });

  it("of the world cannot be told, where only the other family may leave", () => {
    const only = [ruleOf("-1 * ::/0", "egress")];
    const face = { publicAddresses: ["203.0.113.80"] };
    expect(forecast([WORLD], WORLD, "0.0.0.0/0", face, only)).toBe("cannot-tell");
    const udp = [ruleOf("udp 0-65535 0.0.0.0/0", "egress")];
    expect(forecast([WORLD], WORLD, "0.0.0.0/0", face, udp)).toBe("cannot-tell");
  });

  it("of icmp go on: it is always tracked", () => {
    expect(forecast(["icmp 8/-1 0.0.0.0/0"], "icmp 8/-1 0.0.0.0/0", "0.0.0.0/0")).toBe("go-on");
  });

  it("go on where another group of the interface still lets them in", () => {
    expect(forecast([HOST], HOST, "203.0.113.7/32", { groupIds: ["sg-ssh", "sg-other"] })).toBe("go-on");
  });

  it("there are none where nobody carries the group", () => {
    expect(forecast([HOST], HOST, "203.0.113.7/32", { groupIds: ["sg-other"] })).toBeUndefined();
  });
});

describe("open sessions of the other direction, and of one interface", () => {
  const web = groupOf("sg-web", ["tcp 80 0.0.0.0/0", OUT]);
  const carried = interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"], { publicAddresses: ["203.0.113.80"] });
  const line = { groupId: "sg-web", direction: "egress" as const, peer: "0.0.0.0/0", service: "all" };

  it("whoever came in untracked is cut at once when the way out is closed", () => {
    const before = observationOf({ groups: [web], interfaces: [carried] });
    const { ruleId: _, tags: __, ...rule } = OUT;
    const after = simulateAll(before, [{ action: "revoke", groupId: "sg-web", rule, ruleId: null }]);
    const told = forecastSessions([line], indexObservation(before), indexObservation(after));
    expect(told).toMatchObject([{ forecast: "cut-at-once" }]);
    const named = observationOf({
      groups: [groupOf("sg-web", ["tcp 80 198.51.100.0/24", ruleOf("tcp 443 0.0.0.0/0", "egress")])],
      interfaces: [carried],
    });
    const closed = simulateAll(named, [
      {
        action: "revoke",
        groupId: "sg-web",
        rule: { ...rule, protocol: "tcp", fromPort: 443, toPort: 443 },
        ruleId: null,
      },
    ]);
    const tracked = forecastSessions(
      [{ ...line, service: "tcp/443" }],
      indexObservation(named),
      indexObservation(closed),
    );
    expect(tracked).toMatchObject([{ forecast: "go-on" }]);
  });

  it("an interface that loses a group that stays is told of with that group's flows", () => {
    const observation = observationOf({
      groups: [web, groupOf("sg-ssh", ["tcp 22 198.51.100.0/24"]), groupOf("sg-db", ["tcp 3306 sg-ssh"])],
      interfaces: [{ ...carried, groupIds: ["sg-web", "sg-ssh"] }],
    });
    const steps: PlanStep[] = [
      {
        action: "set-interface-groups",
        interfaceId: "eni-1",
        before: ["sg-web", "sg-ssh"],
        after: ["sg-web"],
      },
    ];
    const plan = assemblePlan(steps, { name: "p", version: 1 }, indexObservation(observation));
    const told = effect(plan, observation);
    expect(told.sentences).toEqual([
      "i-1 (eni-1) no longer carries sg-ssh: tcp/22 from 198.51.100.0/24 is closed.",
      "Rules that name sg-ssh no longer mean i-1 (eni-1): tcp/3306 to sg-db.",
    ]);
    expect(told.sessions).toMatchObject([
      { line: { groupId: "sg-ssh", peer: "198.51.100.0/24", service: "tcp/22" }, forecast: "go-on" },
    ]);
    const back = assemblePlan(
      [
        {
          action: "set-interface-groups",
          interfaceId: "eni-1",
          before: ["sg-web"],
          after: ["sg-web", "sg-ssh"],
        },
      ],
      { name: "p", version: 1 },
      indexObservation(simulateAll(observation, steps)),
    );
    expect(effect(back, simulateAll(observation, steps)).sentences).toEqual([
      "i-1 (eni-1) gets sg-ssh: open to it is tcp/22 from 198.51.100.0/24.",
      "Rules that name sg-ssh then mean i-1 (eni-1) too: tcp/3306 to sg-db.",
    ]);
  });
});

describe("an accepted gap", () => {
  it("says what is cut off until its replacement comes", () => {
    const observation = observationOf({
      groups: [
        groupOf("sg-web", ["tcp 80-81 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
        groupOf("sg-app", ["tcp 8080 sg-web"]),
        groupOf("sg-db", ["tcp 3306 sg-app"]),
        groupOf("sg-ssh", []),
      ],
    });
    const proposal = planMatch(stackOf(), diffStack(stackOf(), observation), observation, {
      removeRedundant: false,
      acceptNoSshSource: true,
      acceptQuotaGap: true,
      limits: { rulesPerGroup: 2, groupsPerInterface: 5 },
    });
    if (!proposal.ok) throw new Error(proposal.problem.sentence);
    expect(effect(proposal.value.plan, observation).warnings.join()).toMatch(
      /until the replacement comes, this is cut off: tcp\/80 from 0\.0\.0\.0\/0 in sg-web\./,
    );
  });
});

const names = {
  stack: "shop",
  group: (groupId: string) => groupId.replace("sg-", ""),
  peer: (peer: string) => (peer === "203.0.113.7/32" ? "Mara's laptop" : null),
  sharedWith: (groupId: string) => (groupId === "sg-ssh" ? ["cart"] : []),
};

const plan = (observation: Observation) => {
  const stack = stackOf({ openSources: [sourceOf("203.0.113.7/32")] });
  const proposal = planMatch(stack, diffStack(stack, observation), observation, {
    removeRedundant: false,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits: DEFAULT_LIMITS,
  });
  if (!proposal.ok) throw new Error(proposal.problem.sentence);
  return proposal.value;
};

describe("the effect in words", () => {
  const observation = observationOf({
    groups: [
      groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 22 198.51.100.0/24"]),
      groupOf("sg-app", ["tcp 8080 sg-web"]),
      groupOf("sg-db", ["tcp 3306 sg-app"], { tags: { "aws:cloudformation:stack-name": "<b>x</b>" } }),
      groupOf("sg-ssh", ["tcp 22 198.51.100.0/24"]),
    ],
    interfaces: [interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.0.1/32"])],
  });
  const proposal = plan(observation);
  const told = effect(proposal.plan, observation, { names, removesLastSource: false, alreadyOpenBy: null });

  it("says who can and who can no longer", () => {
    expect(told.sentences).toEqual([
      "203.0.113.7 (Mara's laptop) can open new SSH connections to shop (ssh).",
      "198.51.100.0/24 can no longer open new SSH connections to shop (ssh).",
      "198.51.100.0/24 can no longer open new SSH connections to shop (web).",
    ]);
  });

  it("names the instances, the sessions, and who shares a group", () => {
    expect(told.instanceIds).toEqual(["i-1"]);
    expect(told.sessions.map((session) => session.forecast)).toEqual(["go-on", "go-on"]);
    expect(told.warnings).toEqual(["ssh is shared with cart; 1 interface carries it: i-1 (eni-1)."]);
  });

  it("warns where a lost flow stays open by another group of the interface", () => {
    const first = proposal.plan.steps.find((step) => step.action === "revoke" && step.groupId === "sg-ssh");
    if (first === undefined) throw new Error("The door's rule is revoked.");
    const alone = { ...proposal.plan, steps: [first], gained: [], lost: proposal.plan.lost.slice(0, 1) };
    const shown = effect(alone, observation, { names, removesLastSource: false, alreadyOpenBy: null });
    expect(shown.warnings.join("\n")).toMatch(
      /tcp\/22 from 198\.51\.100\.0\/24 stays open, at least in part, on eni-1/,
    );
  });

  it("says that nothing changes, where nothing does, and what was open already", () => {
    const none = { ...proposal.plan, steps: [], gained: [], lost: [] };
    const context = { names, removesLastSource: true };
    expect(effect(none, observation, { ...context, alreadyOpenBy: null })).toMatchObject({
      sentences: ["Nothing changes on EC2."],
      warnings: ["Nobody can open SSH to shop after this."],
    });
    const open = effect(none, observation, { ...context, alreadyOpenBy: "tcp/22 from 0.0.0.0/0" });
    expect(open.warnings.join()).toMatch(/Already open by tcp\/22 from 0\.0\.0\.0\/0: nothing is added/);
  });
});
