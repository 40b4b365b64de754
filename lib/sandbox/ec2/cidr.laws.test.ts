import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCidr } from "./cidr.ts";

const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
const ipv6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }));

describe("canonical CIDRs", () => {
  it("stay as they are, keep their prefix, and hold the address they were made from (by Node's own list)", () => {
    const holds = (family: "ipv4" | "ipv6") => (pair: [string, number]) => {
      const [address, prefix] = pair;
      const canonical = canonicalCidr(`${address}/${prefix}`, family);
      expect(canonical).toBeDefined();
      expect(canonicalCidr(canonical ?? "", family)).toBe(canonical);
      const [network = "", length] = canonical?.split("/") ?? [];
      expect(length).toBe(String(prefix));
      expect(isIP(network)).toBe(family === "ipv4" ? 4 : 6);
      const block = new BlockList();
      block.addSubnet(network, prefix, family);
      expect(block.check(address, family)).toBe(true);
    };
    fc.assert(fc.property(ipv4, holds("ipv4")));
    fc.assert(fc.property(ipv6, holds("ipv6")));
  });

  it.each([
    ["100.68.0.18/18", "100.68.0.0/18"],
    ["1.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/32", "255.255.255.255/32"],
  ])("of IPv4: %s is %s", (written, stored) => {
    expect(canonicalCidr(written, "ipv4")).toBe(stored);
  });

  it.each([
    ["2001:DB8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"],
    ["0:0:0:0:0:0:0:0/0", "::/0"],
    ["2001:db8:1:2:3:4:5:6/64", "2001:db8:1:2::/64"],
    ["2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
    ["::ffff:10.0.0.1/128", "::ffff:a00:1/128"],
  ])("of IPv6: %s is %s", (written, stored) => {
    expect(canonicalCidr(written, "ipv6")).toBe(stored);
  });

  it.each([
    ..."10.0.0.0,10.0.0.0/33,10.0.0.0/08,010.0.0.0/8,10.0.0/8,10.0.0.256/8,0x0a.0.0.0/8, 10.0.0.0/8,10.0.0.0/8 ,::/0".split(
      ",",
    ),
    "１0.0.0.0/8",
  ])("of IPv4 refuse %j", (text) => {
    expect(canonicalCidr(text, "ipv4")).toBeUndefined();
  });

  it.each([
    "::/129",
    ":::/0",
    "1::2::3/64",
    "2001:db8/32",
    "fe80::1%eth0/64",
    "12345::/16",
    "1:2:3:4:5:6:7:8:9/64",
    "10.0.0.0/8",
    "1:2:3:4:5:6:7::8/64x",
  ])("of IPv6 refuse %j", (text) => {
    expect(canonicalCidr(text, "ipv6")).toBeUndefined();
  });
});
