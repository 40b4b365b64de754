import { describe, expect, it } from "vitest";
import { firstPoint, LAST_SERVICE, lastPoint, protocolAt } from "./protocol.ts";
import { ALL_SERVICES, servicesOf, subtractServices, wholeProtocol } from "./service-set.ts";
import { parseService, printServices } from "./service-text.ts";

const roundTrip = (text: string) => {
  const services = parseService(text);
  return services.ok ? printServices(services.value) : services.problem;
};

describe("services as text", () => {
  it.each([
    "all",
    "tcp",
    "tcp/22",
    "tcp/20-25",
    "udp/0",
    "icmp",
    "icmp/8",
    "icmp/0-7",
    "icmp/3/4",
    "icmp/3/0-3",
    "icmpv6/128",
    "protocol/50",
    "protocol/7-16",
  ])("%s reads back", (text) => expect(roundTrip(text)).toStrictEqual([text]));

  it.each([
    ["tcp/0-65535", ["tcp"]],
    ["TCP/22", ["tcp/22"]],
    ["protocol/6", ["tcp"]],
    ["protocol/0-255", ["all"]],
    ["protocol/5-7", ["protocol/5", "tcp", "protocol/7"]],
    ["6/22", ["tcp/22"]],
    ["-1", ["all"]],
  ])("%s is written %j", (text, expected) => expect(roundTrip(text)).toStrictEqual(expected));

  it.each([
    "",
    "tcp/",
    "tcp/65536",
    "tcp/25-20",
    "tcp/022",
    "tcp/22/1",
    "tcp/-1",
    "icmp/256",
    "icmp/3-4/1",
    "icmp/3/256",
    "protocol",
    "protocol/256",
    "protocol/7/1",
    "50/1",
    "all/1",
    "ssh",
    "tcp/２２",
    "tcp/22 ",
  ])("%j is refused", (text) => expect(roundTrip(text)).toBe("malformed-service"));

  it("cuts icmp at whole types", () => {
    const start = firstPoint(1);
    expect(printServices([{ from: start + 255, to: start + 256 * 3 + 4 }])).toStrictEqual([
      "icmp/0/255",
      "icmp/1-2",
      "icmp/3/0-4",
    ]);
  });

  it("prints what is left when one port is taken out of everything", () => {
    const ssh = parseService("tcp/22");
    expect(ssh.ok && printServices(subtractServices(ALL_SERVICES, ssh.value))).toStrictEqual([
      "protocol/0",
      "icmp",
      "protocol/2-5",
      "tcp/0-21",
      "tcp/23-65535",
      "protocol/7-16",
      "udp",
      "protocol/18-57",
      "icmpv6",
      "protocol/59-255",
    ]);
  });

  it("every protocol has its own place on the axis, without gaps", () => {
    for (let protocol = 0; protocol < 256; protocol += 1) {
      expect(protocolAt(firstPoint(protocol))).toBe(protocol);
      expect(protocolAt(lastPoint(protocol))).toBe(protocol);
    }
    const all = Array.from({ length: 256 }, (_, protocol) => wholeProtocol(protocol)).flat();
    expect(servicesOf(all)).toStrictEqual(ALL_SERVICES);
    expect(LAST_SERVICE).toBe(4 * 65_536 + 252 - 1);
  });
});
