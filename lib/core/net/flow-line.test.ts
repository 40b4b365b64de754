import { describe, expect, it } from "vitest";
import { parseFlows, printFlows } from "./flow-line.ts";
import { everyFlow, subtractFlows } from "./flow-set.ts";
import { printPacket, witnessOf } from "./packet.ts";

const lines = (texts: readonly string[]) =>
  texts.map((text) => {
    const [service = "", peer = ""] = text.split(" ");
    return { peer, service };
  });

const flows = (texts: readonly string[]) => {
  const set = parseFlows(lines(texts));
  if (!set.ok) throw new Error(`${set.problem.service} ${set.problem.peer} does not parse.`);
  return set.value;
};

const printed = (texts: readonly string[]) =>
  printFlows(flows(texts)).map(({ peer, service }) => `${service} ${peer}`);

describe("flows as lines", () => {
  it.each([
    ["halves make a whole", ["tcp/22 10.0.0.0/25", "tcp/22 10.0.0.128/25"], ["tcp/22 10.0.0.0/24"]],
    ["ports that touch merge", ["tcp/20-22 ::/0", "tcp/23-25 ::/0"], ["tcp/20-25 ::/0"]],
    [
      "a part of a wider line is not repeated",
      ["tcp/20-25 10.0.0.0/8", "tcp/22 10.1.0.0/16"],
      ["tcp/20-25 10.0.0.0/8"],
    ],
    [
      "one more port for a few does not cut up everyone's line",
      ["tcp/443 0.0.0.0/0", "tcp/443-444 198.51.100.0/24"],
      ["tcp/443 0.0.0.0/0", "tcp/443-444 198.51.100.0/24"],
    ],
    [
      "different ports of neighbours stay apart",
      ["tcp/22 10.0.0.0/8", "tcp/20-25 11.0.0.0/8"],
      ["tcp/22 10.0.0.0/8", "tcp/20-25 11.0.0.0/8"],
    ],
    ["everything is one word", ["protocol/0-255 0.0.0.0/1", "all 128.0.0.0/1"], ["all 0.0.0.0/0"]],
    [
      "IPv4, then IPv6, then groups",
      ["tcp/1 sg-b", "udp sg-a", "tcp/1 ::/0", "tcp/1 9.0.0.0/8"],
      ["tcp/1 9.0.0.0/8", "tcp/1 ::/0", "udp sg-a", "tcp/1 sg-b"],
    ],
  ])("%s", (_, texts, expected) => expect(printed(texts)).toStrictEqual(expected));

  it("names the first line that means nothing", () => {
    expect(parseFlows(lines(["tcp/22 10.0.0.0/8", "tcp/99999 10.0.0.0/8"]))).toStrictEqual({
      ok: false,
      problem: { peer: "10.0.0.0/8", service: "tcp/99999" },
    });
    expect(parseFlows(lines(["tcp/22 10.0.0.0/33"])).ok).toBe(false);
    expect(parseFlows([{ peer: "", service: "tcp/22" }]).ok).toBe(false);
  });
});

describe("the witness", () => {
  it.each([
    [["all 0.0.0.0/0"], "tcp/22 198.51.100.7"],
    [["tcp/20-25 0.0.0.0/1"], "tcp/22 8.8.8.8"],
    [["tcp/8000-9000 10.0.0.0/8"], "tcp/8080 10.0.0.1"],
    [["tcp/9000-9100 203.0.113.77/32"], "tcp/9000 203.0.113.77"],
    [["udp ::/0"], "udp/53 2001:db8::7"],
    [["icmp 10.0.0.0/31"], "icmp/8/0 10.0.0.0"],
    [["protocol/50 sg-a"], "protocol/50 sg-a"],
    [["tcp/443 sg-a", "tcp/1 ::5/128"], "tcp/1 ::5"],
  ])("of %j is %s", (texts, expected) => {
    const packet = witnessOf(flows(texts));
    const text = packet === null ? null : printPacket(packet);
    expect(`${text?.service} ${text?.peer}`).toBe(expected);
  });

  it("prefers an address people know over the first of the set", () => {
    const most = subtractFlows(everyFlow([]), flows(["all 198.51.100.0/24"]));
    const packet = witnessOf(most);
    expect(packet === null ? null : printPacket(packet)).toStrictEqual({
      peer: "192.0.2.7",
      service: "tcp/22",
    });
  });
});
