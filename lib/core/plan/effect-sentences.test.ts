/** What becomes possible and impossible, word for word. */
import { describe, expect, it } from "vitest";
import type { EffectNames } from "./effect-names.ts";
import { effectSentences } from "./effect-sentences.ts";
import { groupSentences } from "./group-sentences.ts";
import type { FlowLine, PlanStep } from "./plan.ts";

const NAMES: EffectNames = {
  stack: "shop",
  group: (groupId) => `the ${groupId.slice(3)} group`,
  peer: (peer) => (peer === "203.0.113.7/32" ? "Mara's laptop" : null),
  sharedWith: () => [],
};

describe("flows in words", () => {
  const line = (text: string, direction: FlowLine["direction"] = "ingress"): FlowLine => {
    const [service = "", peer = "", groupId = "sg-web"] = text.split(" ");
    return { groupId, direction, peer, service };
  };

  it.each([
    [
      "tcp/22 203.0.113.7/32",
      "203.0.113.7 (Mara's laptop) can open new SSH connections to shop (the web group).",
    ],
    ["tcp/443 0.0.0.0/0", "Every IPv4 address can open new tcp/443 connections to the web group."],
    ["tcp/443 ::/0", "Every IPv6 address can open new tcp/443 connections to the web group."],
    ["all 10.0.0.0/8", "10.0.0.0/8 can open new connections of every kind to the web group."],
    ["tcp/80 2001:db8::af/128", "2001:db8::af can open new tcp/80 connections to the web group."],
    ["tcp/80 2001:db8::/127", "2001:db8::/127 can open new tcp/80 connections to the web group."],
    ["tcp/80 10.0.0.0/31", "10.0.0.0/31 can open new tcp/80 connections to the web group."],
    ["tcp/80 2001:db8::/32", "2001:db8::/32 can open new tcp/80 connections to the web group."],
    ["tcp/80 sg-app", "the app group can open new tcp/80 connections to the web group."],
  ])("%s comes in: %s", (text, words) => {
    expect(effectSentences([line(text)], [], NAMES)).toEqual([words]);
    expect(effectSentences([], [line(text)], NAMES)).toEqual([words.replace(" can ", " can no longer ")]);
  });

  it.each([
    ["tcp/443 0.0.0.0/0", "The web group can open new tcp/443 connections to every IPv4 address."],
    ["all 10.0.0.0/8", "The web group can open new connections of every kind to 10.0.0.0/8."],
    ["tcp/22 203.0.113.7/32", "The web group can open new SSH connections to 203.0.113.7 (Mara's laptop)."],
  ])("%s goes out: %s", (text, words) =>
    expect(effectSentences([line(text, "egress")], [], NAMES)).toEqual([words]),
  );

  it("changes no letter of a group's own name", () => {
    const names = { ...NAMES, group: () => "Everyday Every" };
    expect(effectSentences([line("tcp/80 sg-a", "egress")], [], { ...names, peer: () => "x Every" })).toEqual(
      ["Everyday Every can open new tcp/80 connections to everyday Every (x Every)."],
    );
    const plain = { ...NAMES, group: () => "my Every" };
    expect(effectSentences([line("tcp/80 sg-a", "egress")], [], plain)).toEqual([
      "My Every can open new tcp/80 connections to my Every.",
    ]);
  });

  it("tells a dozen one by one, and how many more", () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, at) => line(`tcp/${at + 1} 10.0.0.0/8`));
    expect(effectSentences(lines(12), [], NAMES)).toHaveLength(12);
    expect(effectSentences(lines(13), [], NAMES).slice(12)).toEqual(["And 1 more flow is gained."]);
    expect(effectSentences([], lines(15), NAMES).slice(12)).toEqual(["And 3 more flows are lost."]);
    expect(effectSentences(lines(1), lines(1), NAMES)).toHaveLength(2);
  });

  it("tells most of the Internet in one sentence", () => {
    const halves = (direction: FlowLine["direction"]) =>
      ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2"].flatMap((peer) => [
        line(`tcp/80 ${peer}`, direction),
        line(`tcp/443 ${peer}`, direction),
      ]);
    expect(effectSentences(halves("ingress"), [], NAMES)).toEqual([
      "Most of the Internet (3 ranges) can open new tcp/80, tcp/443 connections to the web group.",
    ]);
    expect(effectSentences([], halves("egress"), NAMES)).toEqual([
      "The web group can no longer open new tcp/80, tcp/443 connections to most of the Internet (3 ranges).",
    ]);
  });
});

describe("groups in words", () => {
  const make = (name: string): PlanStep => ({
    action: "create-group",
    groupId: `sg-${name}`,
    name,
    description: "",
    vpcId: "vpc-1",
    tags: {},
  });
  const remove = (name: string): PlanStep => ({ action: "delete-group", groupId: `sg-${name}`, name });
  const out = (name: string, peer = "0.0.0.0/0", service = "all"): FlowLine => ({
    groupId: `sg-${name}`,
    direction: "egress",
    peer,
    service,
  });

  it.each([
    [["web"], "The group web is created."],
    [["web", "app"], "The groups web and app are created."],
    [["web", "app", "db"], "The groups web, app and db are created."],
  ])("made: %j", (names, words) => {
    expect(groupSentences({ steps: names.map(make), gained: [], lost: [] }, NAMES).sentences).toEqual([
      words,
    ]);
    expect(groupSentences({ steps: names.map(remove), gained: [], lost: [] }, NAMES).sentences).toEqual([
      words.replace("created", "deleted"),
    ]);
  });

  it("what EC2 lets each new group do is told once, and what goes with a group is not told", () => {
    const told = groupSentences(
      {
        steps: [make("web"), make("app"), remove("old")],
        gained: [
          out("web"),
          out("web", "::/0"),
          out("app"),
          out("db"),
          out("web", "10.0.0.0/8"),
          out("web", "::/0", "tcp/1"),
          { ...out("web"), direction: "ingress" },
        ],
        lost: [out("old"), out("old", "10.0.0.0/8"), out("web")],
      },
      NAMES,
    );
    expect(told.sentences).toEqual([
      "The groups web and app are created.",
      "EC2 lets every new group open connections to everywhere: the web group and the app group.",
      "The group old is deleted.",
    ]);
    expect(told.gained).toEqual([
      out("db"),
      out("web", "10.0.0.0/8"),
      out("web", "::/0", "tcp/1"),
      { ...out("web"), direction: "ingress" },
    ]);
    expect(told.lost).toEqual([out("old", "10.0.0.0/8"), out("web")]);
  });
});
