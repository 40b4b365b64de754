import { describe, expect, it } from "vitest";
import { printServices } from "#lib/core/net/service-text.ts";
import { ruleServices } from "./rule-services.ts";

const read = (protocol: string, fromPort: number | null = null, toPort: number | null = null) => {
  const { surely, possibly } = ruleServices({ protocol, fromPort, toPort });
  return { surely: printServices(surely), possibly: printServices(possibly) };
};

describe("what EC2's protocol and port fields mean", () => {
  it.each([
    ["tcp", 22, 22, "tcp/22"],
    ["6", 22, 22, "tcp/22"],
    ["TCP", 20, 25, "tcp/20-25"],
    ["tcp", 0, 65_535, "tcp"],
    ["17", 53, 53, "udp/53"],
    ["-1", null, null, "all"],
    ["-1", 22, 22, "all"],
    ["all", -1, -1, "all"],
    ["icmp", -1, -1, "icmp"],
    ["1", 8, -1, "icmp/8"],
    ["icmp", 3, 4, "icmp/3/4"],
    ["icmp", 8, 0, "icmp/8/0"],
    ["icmpv6", null, null, "icmpv6"],
    ["58", -1, -1, "icmpv6"],
    ["icmpv6", 128, 0, "icmpv6/128/0"],
    ["50", null, null, "protocol/50"],
    ["50", 22, 22, "protocol/50"],
    ["0", -1, -1, "protocol/0"],
    ["255", null, null, "protocol/255"],
  ])("%s %s-%s is %s", (protocol, from, to, expected) =>
    expect(read(protocol, from, to)).toStrictEqual({ surely: [expected], possibly: [expected] }),
  );

  it.each([
    ["tcp", null, null, "tcp"],
    ["tcp", -1, -1, "tcp"],
    ["tcp", 25, 20, "tcp"],
    ["udp", 0, 65_536, "udp"],
    ["tcp", 22.5, 23, "tcp"],
    ["icmp", null, null, "icmp"],
    ["icmp", -1, 0, "icmp"],
    ["icmp", 256, -1, "icmp"],
    ["256", null, null, "all"],
    ["gre", null, null, "all"],
    ["06", 22, 22, "all"],
  ])("%s %s-%s is nothing for sure, and at most %s", (protocol, from, to, most) =>
    expect(read(protocol, from, to)).toStrictEqual({ surely: [], possibly: [most] }),
  );
});
