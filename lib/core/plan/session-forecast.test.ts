/** What becomes of open connections, in every case that connection tracking tells apart. */
import { describe, expect, it } from "vitest";
import type { ObservedGroup, ObservedInterface, ObservedPart, ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "../testing/estate.ts";
import { flowChange, touchedSides } from "./flow-change.ts";
import type { FlowLine, PlanStep } from "./plan.ts";
import { forecastSessions, type LostOnInterface, stillOpenOn } from "./session-forecast.ts";
import { simulateAll } from "./simulate.ts";

const out = (text: string) => ruleOf(text, "egress");
const OUT = out("-1 * 0.0.0.0/0");
const OUT6 = out("-1 * ::/0");
const WORLD = "tcp 22 0.0.0.0/0";
const HOST = "tcp 22 203.0.113.7/32";

const face = (
  id: string,
  groupIds: readonly string[] = ["sg-a"],
  publicAddresses: readonly string[] = ["203.0.113.80"],
): ObservedInterface => interfaceOf(id, groupIds, ["10.0.0.1/32"], { publicAddresses });

interface Estate {
  /** Rules of sg-a. */
  readonly rules: readonly (string | ObservedRule)[];
  /** Those of them that go. */
  readonly gone: readonly (string | ObservedRule)[];
  readonly others?: readonly ObservedGroup[];
  readonly interfaces?: readonly ObservedInterface[];
  readonly unread?: ObservedPart[];
  readonly more?: Partial<ObservedGroup>;
}

const GO_ON = "EC2 tracks these connections: open ones go on until they end or fall idle.";
const STILL_OPEN = "Other rules of the same interfaces still let this through.";
const CUT =
  "EC2 does not track these connections, because both directions were open to the whole Internet. Only those through a load balancer or gateway go on.";
const ANSWERS =
  "Connections opened the other way, by anyone, are not tracked because both directions were open to the whole Internet: their answers are cut off.";
const UNTOLD = "It depends on the way these connections take, or on rules that could not be read.";

/** One line each: what is lost, what becomes of it, and why. */
function told({ rules, gone, others = [], interfaces = [face("eni-1")], unread = [], more = {} }: Estate) {
  const observation = observationOf(
    { groups: [groupOf("sg-a", rules, more), ...others], interfaces },
    unread,
  );
  const steps = gone.map((text): PlanStep => {
    const { ruleId: _, tags: __, ...rule } = typeof text === "string" ? ruleOf(text) : text;
    return { action: "revoke", groupId: "sg-a", rule, ruleId: null };
  });
  const [before, after] = [observation, simulateAll(observation, steps)].map((each) =>
    indexObservation(each),
  );
  if (before === undefined || after === undefined) throw new Error("There are two.");
  const { lost } = flowChange(touchedSides(steps), before, after);
  return forecastSessions(lost, before, after).map(({ line, forecast, why }) => [
    `${line.service} ${line.peer}`,
    forecast,
    why,
  ]);
}

describe("connections that are let in by what goes", () => {
  it.each<[string, Estate, string, string]>([
    ["from a named host are tracked", { rules: [HOST, OUT], gone: [HOST] }, "go-on", GO_ON],
    [
      "from anywhere are not, where all may leave",
      { rules: [WORLD, OUT], gone: [WORLD] },
      "cut-at-once",
      CUT,
    ],
    ["from anywhere are, where nothing may leave", { rules: [WORLD], gone: [WORLD] }, "go-on", GO_ON],
    [
      "from anywhere are, where only some ports may leave",
      { rules: [WORLD, out("tcp 1-65535 0.0.0.0/0")], gone: [WORLD] },
      "go-on",
      GO_ON,
    ],
    [
      "from anywhere are, where all may leave to some",
      { rules: [WORLD, out("-1 * 10.0.0.0/8")], gone: [WORLD] },
      "go-on",
      GO_ON,
    ],
    [
      "from anywhere are, where everything else that is open to all comes in, too",
      { rules: [WORLD, "-1 * ::/0"], gone: [WORLD] },
      "go-on",
      GO_ON,
    ],
    [
      "from anywhere are not, where all of tcp may leave",
      { rules: [WORLD, out("tcp 0-65535 0.0.0.0/0")], gone: [WORLD] },
      "cut-at-once",
      CUT,
    ],
    [
      "by udp are not, where all of udp may leave",
      { rules: ["udp 53 0.0.0.0/0", out("udp 0-65535 0.0.0.0/0")], gone: ["udp 53 0.0.0.0/0"] },
      "cut-at-once",
      CUT,
    ],
    [
      "by tcp may be, where only all of udp may leave",
      { rules: [WORLD, out("udp 0-65535 0.0.0.0/0")], gone: [WORLD] },
      "cannot-tell",
      UNTOLD,
    ],
    [
      "by icmp are, whatever may leave",
      { rules: ["icmp 8/-1 0.0.0.0/0", OUT], gone: ["icmp 8/-1 0.0.0.0/0"] },
      "go-on",
      GO_ON,
    ],
    [
      "over IPv6 are not, where all may leave over IPv6",
      { rules: ["tcp 22 ::/0", OUT6], gone: ["tcp 22 ::/0"] },
      "cut-at-once",
      CUT,
    ],
    [
      "over IPv6 may be, where all may leave over IPv4 alone",
      { rules: ["tcp 22 ::/0", OUT], gone: ["tcp 22 ::/0"] },
      "cannot-tell",
      UNTOLD,
    ],
    [
      "over IPv4 may be, where all may leave over IPv6 alone",
      { rules: [WORLD, OUT6], gone: [WORLD] },
      "cannot-tell",
      UNTOLD,
    ],
    [
      "of a network that only a group's name lets in are tracked",
      { rules: ["tcp 22 sg-b", OUT], gone: ["tcp 22 sg-b"], others: [groupOf("sg-b", [])] },
      "go-on",
      GO_ON,
    ],
    [
      "may come by a gateway where the interface has no address outside",
      { rules: [WORLD, OUT], gone: [WORLD], interfaces: [face("eni-1", ["sg-a"], [])] },
      "cannot-tell",
      UNTOLD,
    ],
    [
      "may be anything where the rules of a group it carries are not known",
      {
        rules: [HOST, OUT],
        gone: [HOST],
        others: [groupOf("sg-b", [], { rulesKnown: false })],
        interfaces: [face("eni-1", ["sg-a", "sg-b"])],
      },
      "cannot-tell",
      UNTOLD,
    ],
    [
      "may be anything where a group it carries was not seen",
      { rules: [HOST, OUT], gone: [HOST], interfaces: [face("eni-1", ["sg-a", "sg-unseen"])] },
      "cannot-tell",
      UNTOLD,
    ],
    [
      "may be anything where interfaces were not read",
      { rules: [HOST, OUT], gone: [HOST], interfaces: [], unread: ["interfaces"] },
      "cannot-tell",
      UNTOLD,
    ],
  ])("%s", (_, estate, forecast, why) =>
    expect(told(estate).map((each) => each.slice(1))).toEqual([[forecast, why]]),
  );

  it("are told of by nobody where nobody carries the group", () =>
    expect(told({ rules: [HOST], gone: [HOST], interfaces: [face("eni-1", ["sg-b"])] })).toEqual([]));

  it("are let in all the same by another group, as far as that surely does", () => {
    const interfaces = [face("eni-1", ["sg-a", "sg-b"])];
    const beside = (text: string) =>
      told({ rules: [HOST, OUT], gone: [HOST], interfaces, others: [groupOf("sg-b", [text])] });
    expect(beside("tcp 22 203.0.113.0/24")).toEqual([["tcp/22 203.0.113.7/32", "go-on", STILL_OPEN]]);
    expect(beside("tcp 23 203.0.113.0/24")).toEqual([["tcp/22 203.0.113.7/32", "go-on", GO_ON]]);
    expect(beside("tcp 22 pl-unread")).toEqual([["tcp/22 203.0.113.7/32", "go-on", GO_ON]]);
  });

  it("may be tracked where a rule that names them lets them in beside the world's", () => {
    const named = told({ rules: [WORLD, HOST, OUT], gone: [WORLD, HOST] });
    expect(named).toEqual([["tcp/22 0.0.0.0/0", "cannot-tell", UNTOLD]]);
    const other = told({ rules: [WORLD, "tcp 23 203.0.113.7/32", OUT], gone: [WORLD] });
    expect(other).toEqual([["tcp/22 0.0.0.0/0", "cut-at-once", CUT]]);
  });

  it("are told of by the worst of the interfaces that carry the group, and that they differ", () => {
    const MORE = " It is not the same on every interface; this is the worst.";
    const others = [groupOf("sg-b", [WORLD])];
    const worst = (...interfaces: readonly ObservedInterface[]) =>
      told({ rules: [WORLD, OUT], gone: [WORLD], interfaces, others }).map((each) => each.slice(1));
    const [open, hidden, still] = [
      face("eni-1"),
      face("eni-2", ["sg-a"], []),
      face("eni-3", ["sg-a", "sg-b"]),
    ];
    expect(worst(hidden, open)).toEqual([["cut-at-once", CUT + MORE]]);
    expect(worst(still, hidden)).toEqual([["cannot-tell", UNTOLD + MORE]]);
    expect(worst(still)).toEqual([["go-on", STILL_OPEN]]);
    expect(worst(open, { ...open, interfaceId: "eni-4" })).toEqual([["cut-at-once", CUT]]);
    expect(
      told({
        rules: [HOST, OUT],
        gone: [HOST],
        interfaces: [face("eni-1"), still],
        others: [groupOf("sg-b", ["tcp 22 203.0.113.0/24"])],
      }),
    ).toEqual([["tcp/22 203.0.113.7/32", "go-on", GO_ON + MORE]]);
  });
});

describe("answers to connections opened the other way", () => {
  it("are cut off with the way out that left them untracked", () => {
    expect(
      told({
        rules: ["tcp 80 0.0.0.0/0", out("tcp 0-65535 0.0.0.0/0")],
        gone: [out("tcp 0-65535 0.0.0.0/0")],
      }),
    ).toEqual([["tcp 0.0.0.0/0", "cut-at-once", ANSWERS]]);
    expect(told({ rules: ["-1 * 0.0.0.0/0", out("tcp 443 0.0.0.0/0")], gone: ["-1 * 0.0.0.0/0"] })).toEqual([
      ["all 0.0.0.0/0", "cut-at-once", ANSWERS],
    ]);
  });

  it("may be, where nobody can tell which way those come", () =>
    expect(
      told({
        rules: ["tcp 80 0.0.0.0/0", OUT],
        gone: [OUT],
        interfaces: [face("eni-1", ["sg-a"], [])],
      }).map((each) => each.slice(1)),
    ).toEqual([["cannot-tell", UNTOLD]]));

  it("are not, where those are tracked, or another rule for everyone answers them still", () => {
    expect(
      told({ rules: ["tcp 80 10.0.0.0/8", out("tcp 443 0.0.0.0/0")], gone: [out("tcp 443 0.0.0.0/0")] }),
    ).toEqual([["tcp/443 0.0.0.0/0", "go-on", GO_ON]]);
    const two = ["tcp 80 0.0.0.0/0", out("tcp 0-65535 0.0.0.0/0"), OUT];
    expect(told({ rules: two, gone: [OUT] }).map((each) => each[1])).not.toContain("cannot-tell");
  });
});

describe("a line that single interfaces lose", () => {
  const observation = observationOf({
    groups: [groupOf("sg-a", [WORLD, OUT]), groupOf("sg-b", [])],
    interfaces: [face("eni-1", ["sg-a", "sg-b"]), face("eni-2", ["sg-a", "sg-b"]), face("eni-3", ["sg-a"])],
  });
  const line: FlowLine = { groupId: "sg-a", direction: "ingress", peer: "0.0.0.0/0", service: "tcp/22" };
  const take = (...ids: readonly string[]) =>
    simulateAll(
      observation,
      ids.map((interfaceId) => ({
        action: "set-interface-groups",
        interfaceId,
        before: ["sg-a", "sg-b"],
        after: ["sg-b"],
      })),
    );
  const forecasts = (lost: readonly LostOnInterface[], after = take("eni-1", "eni-2")) =>
    forecastSessions([], indexObservation(observation), indexObservation(after), lost);

  it("is told once for all of them, of those alone", () => {
    expect(
      forecasts([
        { interfaceId: "eni-1", line },
        { interfaceId: "eni-2", line: { ...line } },
      ]),
    ).toEqual([{ line, forecast: "cut-at-once", why: CUT }]);
    expect(forecasts([{ interfaceId: "eni-3", line }])).toEqual([
      { line, forecast: "go-on", why: STILL_OPEN },
    ]);
    expect(forecasts([{ interfaceId: "eni-9", line }])).toEqual([]);
    expect(forecasts([])).toEqual([]);
  });

  it("is told line by line, each by its own interfaces", () => {
    const other = { ...line, service: "tcp/23" };
    expect(
      forecasts([
        { interfaceId: "eni-1", line },
        { interfaceId: "eni-3", line: other },
      ]).map((each) => [each.line.service, each.forecast]),
    ).toEqual([
      ["tcp/22", "cut-at-once"],
      ["tcp/23", "go-on"],
    ]);
  });

  it("cannot be told of where it is no flow", () => {
    const odd = { ...line, peer: "10.0.0.0/40" };
    const index = indexObservation(observation);
    expect(forecastSessions([odd], index, index)).toEqual([
      { line: odd, forecast: "cannot-tell", why: UNTOLD },
    ]);
    expect(stillOpenOn(odd, index)).toEqual([]);
  });
});

describe("what stays open by another group", () => {
  const line: FlowLine = { groupId: "sg-a", direction: "ingress", peer: "10.0.0.0/8", service: "tcp/22" };
  const open = (rules: readonly (string | ObservedRule)[], beside: readonly (string | ObservedRule)[]) =>
    stillOpenOn(
      line,
      indexObservation(
        observationOf({
          groups: [groupOf("sg-a", rules), groupOf("sg-b", beside)],
          interfaces: [face("eni-1", ["sg-a", "sg-b"]), face("eni-2", ["sg-a"]), face("eni-3", ["sg-b"])],
        }),
      ),
    ).map(({ interfaceId }) => interfaceId);

  it("is so on interfaces that carry both, also in part", () => {
    expect(open([], ["tcp 22 10.0.0.0/8"])).toEqual(["eni-1"]);
    expect(open([], ["tcp 22 10.1.0.0/16"])).toEqual(["eni-1"]);
  });

  it("is not so by the group's own rules, by others, or by what nobody can tell", () => {
    expect(open(["tcp 22 10.1.0.0/16"], ["tcp 22 10.0.0.0/8"])).toEqual([]);
    expect(open([], ["tcp 23 10.0.0.0/8"])).toEqual([]);
    expect(open([], ["tcp 22 pl-unread"])).toEqual([]);
    expect(open([], [out("tcp 22 10.0.0.0/8")])).toEqual([]);
  });
});
