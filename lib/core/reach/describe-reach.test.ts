import { expect, it } from "vitest";
import type { Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "#lib/core/testing/estate.ts";
import { canReach } from "./can-reach.ts";
import { describeReach, describeWhat, describeWho } from "./describe-reach.ts";
import { readReachPeer, readReachServices, readReachTarget } from "./read-question.ts";
import { whatCanReach } from "./what-can-reach.ts";
import { whoCanReach } from "./who-can-reach.ts";

const OUT = ruleOf("-1 * 0.0.0.0/0", "egress");

const SHOP = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 443 0.0.0.0/0", OUT]),
    groupOf("sg-app", ["tcp 8080 sg-web", "tcp 22 198.51.100.0/25"]),
    groupOf("sg-db", ["tcp 3306 sg-app", OUT]),
  ],
  interfaces: [
    interfaceOf("eni-web", ["sg-web"], ["10.0.1.4/32"]),
    interfaceOf("eni-app", ["sg-app"], ["10.0.2.4/32"]),
    interfaceOf("eni-db", ["sg-db"], ["10.0.3.4/32"]),
    interfaceOf("eni-nat", [], ["10.0.0.9/32"], { instanceId: null }),
  ],
});

const NAMES: Readonly<Record<string, string>> = {
  "sg-web": "shop-web",
  "sg-app": "shop-app",
  "eni-app": "app-1",
};
const nameOf = (id: string) => NAMES[id] ?? id;

const given = <Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

const contextOf = (observation: Observation) => ({
  index: indexObservation(observation),
  stack: stackOf(),
  sources: [],
});

const told = (peer: string, target: string, services: string, observation = SHOP): string[] => {
  const question = {
    peer: given(readReachPeer(peer)),
    target: given(readReachTarget(target)),
    services: given(readReachServices(services)),
  };
  return describeReach(question, given(canReach(question, contextOf(observation))), nameOf);
};

it("yes, with a packet and the rules that let it out and in", () => {
  expect(told("tier web", "sg-app", "tcp/8080")).toEqual([
    "Yes: security groups permit the web tier to reach shop-app on tcp/8080.",
    "For example tcp/8080 from 10.0.1.4 to 10.0.2.4.",
    "Let out by everything to 0.0.0.0/0 (shop-web).",
    "Let in by tcp/8080 from shop-web (shop-app).",
  ]);
});

it("in part: exactly which", () => {
  expect(
    told("198.51.100.0/24", "sg-app", "tcp/22")
      .slice(0, 1)
      .concat(told("198.51.100.0/24", "sg-app", "tcp/22").slice(-2)),
  ).toEqual([
    "Yes, in part: security groups permit some of 198.51.100.0/24 to reach shop-app on tcp/22.",
    "Open: 198.51.100.0/25 on tcp/22.",
    "Closed: 198.51.100.128/25 on tcp/22.",
  ]);
});

it("no, with the end that blocks and the rule that comes closest", () => {
  expect(told("198.51.100.200", "sg-app", "tcp/22")).toEqual([
    "No: 198.51.100.200 cannot reach shop-app on tcp/22.",
    "app-1 does not let it in: the closest rule is for somebody else, tcp/22 from 198.51.100.0/25 (shop-app).",
  ]);
  expect(told("tier app", "tier db", "tcp/3306")).toEqual([
    "No: the app tier cannot reach the db tier on tcp/3306.",
    "app-1 does not let it out: none of its groups has an egress rule.",
  ]);
});

it("unknown, with what could not be read", () => {
  const groups = SHOP.groups.map((group) =>
    group.groupId === "sg-db" ? { ...group, rulesKnown: false } : group,
  );
  const [first, ...others] = told("internet", "tier db", "tcp/3306", { ...SHOP, groups });
  expect(first).toBe("Unknown: it cannot be told whether the Internet can reach the db tier on tcp/3306.");
  expect(others).toContain("The rules of sg-db could not be read.");
});

it("not governed", () => {
  expect(told("internet", "eni-nat", "all")[0]).toBe(
    "Not governed: no security group decides whether the Internet can reach eni-nat.",
  );
});

it("who, and what", () => {
  const services = given(readReachServices("tcp/8080"));
  const target = given(readReachTarget("tier app"));
  expect(describeWho(target, given(whoCanReach(target, services, contextOf(SHOP))), nameOf)).toEqual([
    "10.0.1.4/32 on tcp/8080 reaches the app tier.",
    "By tcp/8080 from shop-web (shop-app).",
  ]);
  const peer = given(readReachPeer("tier web"));
  expect(describeWhat(peer, given(whatCanReach(peer, services, contextOf(SHOP))), nameOf)).toEqual([
    "The web tier reaches app-1 on tcp/8080.",
    "The web tier reaches eni-nat on tcp/8080 (not governed by security groups).",
  ]);
});

it("what, where nobody saw the interfaces: neither something nor nothing", () => {
  const services = given(readReachServices("tcp/22"));
  const groups = [groupOf("sg-open", ["tcp 22 0.0.0.0/0"])];
  const internet = { kind: "internet" } as const;
  const what = (unread: readonly ObservedPart[]) =>
    given(whatCanReach(internet, services, contextOf(observationOf({ groups }, unread))));
  expect(what(["interfaces"]).verdict).toBe("unknown");
  expect(describeWhat(internet, what(["interfaces"]))).toEqual([
    "It cannot be told what the Internet reaches.",
    "The network interfaces were not read whole: nobody can tell which groups stand together on one, or whose addresses these are.",
  ]);
  expect(what([]).verdict).toBe("no");
  expect(describeWhat(internet, what([]))).toEqual(["The Internet reaches nothing that was observed."]);
});

it("asks the name of nobody that it does not show", () => {
  const interfaceIds = Array.from({ length: 500 }, (_, at) => `eni-${at}`);
  const asked: string[] = [];
  const told = describeWhat(
    { kind: "internet" },
    {
      verdict: "yes",
      targets: [{ groupIds: ["sg-web"], interfaceIds, verdict: "yes", open: ["tcp/443"], unknown: [] }],
      letOut: [],
      letOutUnknown: [],
      unread: [],
    },
    (id) => {
      asked.push(id);
      return id;
    },
  );
  expect(told).toEqual(["The Internet reaches eni-0, eni-1, eni-2 and 497 more on tcp/443."]);
  expect(asked).toEqual(["eni-0", "eni-1", "eni-2"]);
});
