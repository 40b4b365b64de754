import { describe, expect, it } from "vitest";
import { parseFlows } from "./flow-line.ts";
import { flowsWithCidrs, flowsWithGroups, unionAllFlows } from "./flow-set.ts";
import { holdsPacket, type Packet, printPacket, witnessOf } from "./packet.ts";
import { readAddress } from "./parse-address.ts";
import { firstPoint } from "./protocol.ts";

const flows = (...lines: readonly string[]) => {
  const set = parseFlows(
    lines.map((line) => {
      const [peer = "", service = ""] = line.split(" ");
      return { peer, service };
    }),
  );
  if (!set.ok) throw new Error(JSON.stringify(set.problem));
  return set.value;
};

const witness = (...lines: readonly string[]): string => {
  const packet = witnessOf(flows(...lines));
  if (packet === null) return "none";
  const { peer, service } = printPacket(packet);
  return `${peer} ${service}`;
};

const packet = (peer: string, protocol: number, port: number): Packet => {
  const address = readAddress(peer);
  return { peer: address.ok ? address.value : { groupId: peer }, service: firstPoint(protocol) + port };
};

describe("a witness is what people recognise", () => {
  it.each([
    // Documentation addresses, in order, wherever they lie in the set, ends included.
    [["0.0.0.0/0 tcp/22"], "198.51.100.7 tcp/22"],
    [["198.51.100.7/32 tcp/22"], "198.51.100.7 tcp/22"],
    [["10.0.0.0/8 tcp/22", "203.0.113.0/24 tcp/22"], "203.0.113.7 tcp/22"],
    [["10.0.0.0/8 tcp/22", "192.0.2.0/24 tcp/22"], "192.0.2.7 tcp/22"],
    [["8.0.0.0/8 tcp/22"], "8.8.8.8 tcp/22"],
    [["198.51.100.0/29 tcp/22"], "198.51.100.7 tcp/22"],
    [["::/0 tcp/22"], "2001:db8::7 tcp/22"],
    [["2600::/16 tcp/22"], "2600::7 tcp/22"],
    [["2001:db8::7/128 tcp/22"], "2001:db8::7 tcp/22"],
    // Else a first host, where there is room for one.
    [["10.0.0.0/8 tcp/22"], "10.0.0.1 tcp/22"],
    [["10.0.0.0/30 tcp/22"], "10.0.0.1 tcp/22"],
    [["10.0.0.0/31 tcp/22"], "10.0.0.0 tcp/22"],
    [["10.0.0.8/32 tcp/22"], "10.0.0.8 tcp/22"],
    [["10.0.0.8/32 tcp/22", "10.9.0.0/16 tcp/22"], "10.0.0.8 tcp/22"],
    [["fd00::/8 tcp/22"], "fd00::1 tcp/22"],
    // IPv4, then IPv6, then groups.
    [["::/0 tcp/22", "10.0.0.8/32 tcp/22", "sg-a tcp/22"], "10.0.0.8 tcp/22"],
    [["fd00::1/128 tcp/22", "sg-a tcp/22"], "fd00::1 tcp/22"],
    [["sg-b tcp/22", "sg-a tcp/80"], "sg-a tcp/80"],
    [[], "none"],
  ])("from %j the peer of %s", (lines, expected) => expect(witness(...lines)).toBe(expected));

  it.each([
    ["all", "tcp/22"],
    ["tcp", "tcp/22"],
    ["tcp/22", "tcp/22"],
    ["tcp/20-22", "tcp/22"],
    ["tcp/22-25", "tcp/22"],
    ["tcp/23-4000", "tcp/3389"],
    ["tcp/3300-3380", "tcp/3306"],
    ["tcp/80-443", "tcp/443"],
    ["tcp/26-90", "tcp/80"],
    ["udp", "udp/53"],
    ["udp/100-200", "udp/123"],
    ["icmp", "icmp/8/0"],
    ["icmpv6", "icmpv6/128/0"],
    ["tcp/9000-9100", "tcp/9000"],
    ["tcp/0", "tcp/0"],
    ["tcp/65535", "tcp/65535"],
    ["udp/9000", "udp/9000"],
    ["icmp/3", "icmp/3/0"],
    ["protocol/50", "protocol/50"],
    ["protocol/7-16", "protocol/7"],
  ])("of %s the service %s", (service, expected) =>
    expect(witness(`10.0.0.8/32 ${service}`)).toBe(`10.0.0.8 ${expected}`),
  );

  it("prefers a tcp port to what comes before it, and takes the first of what comes after", () => {
    expect(witness("10.0.0.8/32 icmp/3", "10.0.0.8/32 tcp/9000-9001")).toBe("10.0.0.8 tcp/9000");
    expect(witness("10.0.0.8/32 udp/9000", "10.0.0.8/32 protocol/50")).toBe("10.0.0.8 udp/9000");
    expect(witness("10.0.0.8/32 protocol/3-5", "10.0.0.8/32 tcp/0-9")).toBe("10.0.0.8 tcp/0");
    expect(witness("10.0.0.8/32 protocol/7")).toBe("10.0.0.8 protocol/7");
  });
});

describe("a set holds a packet", () => {
  const set = flows("10.0.0.4/30 tcp/20-22", "10.0.0.4/30 udp/53", "2001:db8::4/127 tcp/22", "sg-a tcp/22");

  it.each([
    ["10.0.0.3", 6, 22, false],
    ["10.0.0.4", 6, 22, true],
    ["10.0.0.7", 6, 22, true],
    ["10.0.0.8", 6, 22, false],
    ["10.0.0.4", 6, 19, false],
    ["10.0.0.4", 6, 20, true],
    ["10.0.0.4", 6, 23, false],
    ["10.0.0.4", 17, 53, true],
    ["10.0.0.4", 17, 22, false],
    ["2001:db8::3", 6, 22, false],
    ["2001:db8::4", 6, 22, true],
    ["2001:db8::5", 6, 22, true],
    ["2001:db8::6", 6, 22, false],
    ["::a00:4", 6, 22, false],
    ["sg-a", 6, 22, true],
    ["sg-a", 6, 23, false],
    ["sg-b", 6, 22, false],
  ])("%s, protocol %i, port %i: %s", (peer, protocol, port, expected) =>
    expect(holdsPacket(set, packet(peer, protocol, port))).toBe(expected),
  );

  it("looks at the peer's own services where peers differ", () => {
    const two = unionAllFlows([
      flowsWithCidrs([{ family: "ipv4", base: 4n, length: 32 }], [{ from: 1, to: 1 }]),
      flowsWithCidrs([{ family: "ipv4", base: 5n, length: 32 }], [{ from: 3, to: 3 }]),
      flowsWithGroups(["sg-a"], [{ from: 5, to: 5 }]),
      flowsWithGroups(["sg-b"], [{ from: 7, to: 7 }]),
    ]);
    const held = (peer: Packet["peer"]) =>
      [1, 3, 5, 7].filter((service) => holdsPacket(two, { peer, service }));
    expect(held({ family: "ipv4", value: 4n })).toEqual([1]);
    expect(held({ family: "ipv4", value: 5n })).toEqual([3]);
    expect(held({ groupId: "sg-a" })).toEqual([5]);
    expect(held({ groupId: "sg-b" })).toEqual([7]);
  });
});

describe("the witness of some networks", () => {
  it("is a familiar address where that one ends or begins what is open", () => {
    expect(witness("198.51.100.7/32 tcp/22", "10.0.0.0/8 tcp/22")).toBe("198.51.100.7 tcp/22");
    expect(witness("198.51.100.6/31 tcp/22")).toBe("198.51.100.7 tcp/22");
    expect(witness("203.0.113.7/32 tcp/9", "203.0.113.8/29 tcp/9")).toBe("203.0.113.7 tcp/9");
    expect(witness("10.0.0.0/8 tcp/9", "192.0.2.6/31 tcp/9")).toBe("192.0.2.7 tcp/9");
  });
});
