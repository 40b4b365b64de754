import { describe, expect, it } from "vitest";
import { printAddress } from "./address.ts";
import { describeAddressProblem } from "./address-problem.ts";
import { canonicaliseCidr, hidesIpv4, parseCidr, parseCidrOrAddress, printCidr } from "./cidr.ts";
import { parseAddress } from "./parse-address.ts";

const canonical = (text: string) => {
  const address = parseAddress(text);
  return address.ok ? printAddress(address.value) : address.problem.code;
};
const network = (text: string) => {
  const cidr = parseCidr(text);
  return cidr.ok ? printCidr(cidr.value) : cidr.problem.code;
};
const suggestion = (text: string) => {
  const cidr = parseCidr(text);
  return cidr.ok ? null : cidr.problem.suggestion;
};
const asStored = (text: string) => {
  const cidr = canonicaliseCidr(text);
  return cidr.ok ? printCidr(cidr.value) : cidr.problem.code;
};

describe("addresses that people may enter", () => {
  it.each([
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["203.0.113.7", "203.0.113.7"],
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["2001:DB8::7", "2001:db8::7"],
    ["2001:0db8:0000:0000:0000:0000:0000:0007", "2001:db8::7"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["2001:db8::192.0.2.1", "2001:db8::c000:201"],
    ["10:0:0:0:0:0:0:10", "10::10"],
    ["1:0:2:0:0:3:0:0", "1:0:2::3:0:0"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["0:0:1:0:0:0:1:0", "0:0:1::1:0"],
    ["0:1:0:0:0:0:0:0", "0:1::"],
    ["0:0:0:0:0:0:1:0", "::1:0"],
    ["0:1:2:3:4:5:6:0", "0:1:2:3:4:5:6:0"],
    ["100:0:0:10:0:0:0:a0", "100:0:0:10::a0"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    ["A:b:C:d:E:f:09:9", "a:b:c:d:e:f:9:9"],
    ["0:0:1:0:0:1:1:1", "::1:0:0:1:1:1"],
    ["1:0:0:1:0:0:1:1", "1::1:0:0:1:1"],
    ["0.0.0.10", "0.0.0.10"],
    ["1.20.255.199", "1.20.255.199"],
  ])("%s is %s", (text, expected) => expect(canonical(text)).toBe(expected));

  it.each([
    ["", "empty"],
    [" 10.0.0.1", "space"],
    ["10.0.0.1\n", "space"],
    ["10.0. 0.1", "space"],
    ["10.0.0.1\u00a0", "space"],
    ["１0.0.0.1", "not-ascii"],
    ["10。0。0。1", "not-ascii"],
    ["10.0.0.1\u200b", "not-ascii"],
    ["٣.0.0.1", "not-ascii"],
    ["10.0.0.1\u0000", "not-ascii"],
    ["fe80::1%eth0", "zone-id"],
    ["10.0.0.1%1", "zone-id"],
    ["0x0a.0.0.1", "hexadecimal"],
    ["0xA000001", "hexadecimal"],
    ["10.0.0.0xf", "hexadecimal"],
    ["10.0.1", "short-form"],
    ["10.1", "short-form"],
    ["167772161", "short-form"],
    ["010.0.0.1", "leading-zero"],
    ["10.0.0.01", "leading-zero"],
    ["10.0.0.00", "leading-zero"],
    ["256.0.0.1", "out-of-range"],
    ["10.0.0.999999999999", "out-of-range"],
    ["10.0.0.1.1", "malformed"],
    ["10.0.0.", "malformed"],
    [".10.0.0", "malformed"],
    ["10..0.1", "malformed"],
    ["10.0.0.-1", "malformed"],
    ["10.0.0.+1", "malformed"],
    ["1e1.0.0.1", "malformed"],
    ["localhost", "malformed"],
    ["10,0,0,1", "malformed"],
    [":", "malformed"],
    [":::", "malformed"],
    ["1::2::3", "malformed"],
    ["1:2:3:4:5:6:7", "malformed"],
    ["1:2:3:4:5:6:7:8:9", "malformed"],
    ["1:2:3:4:5:6:7:8::", "malformed"],
    ["12345::", "malformed"],
    ["g::", "malformed"],
    ["[::1]", "malformed"],
    ["::10.0.0.256", "out-of-range"],
    ["::010.0.0.1", "leading-zero"],
    ["::ffff:10.0.0.1", "ipv4-mapped"],
    ["::ffff:a00:1", "ipv4-mapped"],
    ["0:0:0:0:0:FFFF:0a00:0001", "ipv4-mapped"],
    ["64:ff9b::a00:1", "ipv4-embedded"],
    ["64:ff9b:1::1", "ipv4-embedded"],
    ["2002:a00:1::", "ipv4-embedded"],
    ["64:ff9b::", "ipv4-embedded"],
    ["64:ff9b:1:ffff::", "ipv4-embedded"],
    ["::ffff:255.255.255.255", "ipv4-mapped"],
    ["1:2:3:4:5:6:7:8:", "malformed"],
    [":1:2:3:4:5:6:7:8", "malformed"],
    [":1::2", "malformed"],
    ["1::2:", "malformed"],
    ["1::00002", "malformed"],
    ["/::1", "malformed"],
    ["::`", "malformed"],
    ["::@", "malformed"],
    ["1.2.3.4:", "malformed"],
    ["/.0.0.1", "malformed"],
    ["1.2.3.:", "malformed"],
    ["!", "malformed"],
    ["~", "malformed"],
    ["10.0.0.1\u007f", "not-ascii"],
    ["1.2.3", "short-form"],
    ["1.2.3.4.5", "malformed"],
    ["0x1.2.3.4.5", "hexadecimal"],
    ["0X1.2.3.4", "hexadecimal"],
    ["1.2.3.0xg", "malformed"],
    ["10.0.0.256", "out-of-range"],
    ["10.0.0.1000", "out-of-range"],
    ["00.0.0.0", "leading-zero"],
    ["10.0.0.10x1", "malformed"],
  ])("%j is refused: %s", (text, code) => expect(canonical(text)).toBe(code));
});

describe("networks that people may enter", () => {
  it.each([
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["203.0.113.7/32", "203.0.113.7/32"],
    ["::/0", "::/0"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["::ffff:0:0/95", "host-bits-set"],
    ["2000::/3", "2000::/3"],
    ["64:ff9c::/96", "64:ff9c::/96"],
    ["64:ff9a::/96", "64:ff9a::/96"],
    ["64:ff9b:2::/48", "64:ff9b:2::/48"],
    ["64:ff9b::1:0:0/96", "64:ff9b::1:0:0/96"],
    ["2003::/16", "2003::/16"],
    ["2001::/16", "2001::/16"],
    ["::fffe:0:0/96", "::fffe:0:0/96"],
    ["::1:0:0:0/96", "::1:0:0:0/96"],
    ["64:ff9b::/32", "64:ff9b::/32"],
    ["2000::/14", "2000::/14"],
  ])("%s is %s", (text, expected) => expect(network(text)).toBe(expected));

  it.each([
    ["10.0.0.0", "prefix-missing", "10.0.0.0/32"],
    ["2001:db8::7", "prefix-missing", "2001:db8::7/128"],
    ["10.0.0.0/", "prefix-malformed", null],
    ["10.0.0.0/ 8", "prefix-malformed", null],
    ["10.0.0.0/8/8", "prefix-malformed", null],
    ["10.0.0.0/255.0.0.0", "prefix-malformed", null],
    ["10.0.0.0/-8", "prefix-malformed", null],
    ["10.0.0.0/８", "prefix-malformed", null],
    ["10.0.0.0/08", "prefix-leading-zero", null],
    ["10.0.0.0/00", "prefix-leading-zero", null],
    ["10.0.0.0/33", "prefix-out-of-range", null],
    ["10.0.0.0/99999999999999999999", "prefix-out-of-range", null],
    ["::/129", "prefix-out-of-range", null],
    ["10.0.0.1/8", "host-bits-set", "10.0.0.0/8"],
    ["1.0.0.0/0", "host-bits-set", "0.0.0.0/0"],
    ["100.68.0.18/18", "host-bits-set", "100.68.0.0/18"],
    ["2001:db8::1/64", "host-bits-set", "2001:db8::/64"],
    ["010.0.0.0/8", "leading-zero", "10.0.0.0"],
    ["::ffff:10.0.0.0/104", "ipv4-mapped", "10.0.0.0/8"],
    ["::ffff:10.0.0.1/128", "ipv4-mapped", "10.0.0.1/32"],
    ["::ffff:0:0/96", "ipv4-mapped", "0.0.0.0/0"],
    ["64:ff9b::/96", "ipv4-embedded", null],
    ["2002::/16", "ipv4-embedded", null],
    ["/8", "empty", null],
    ["10.0.0.0/0008", "prefix-leading-zero", null],
    ["10.0.0.0/1000", "prefix-out-of-range", null],
    ["010.0.0.256/8", "leading-zero", null],
    ["010.0.0.255/8", "leading-zero", "10.0.0.255"],
    ["000.010.00.0100/8", "leading-zero", "0.10.0.100"],
    ["2002:a00:1::/48", "ipv4-embedded", null],
    ["64:ff9b:1::/48", "ipv4-embedded", null],
  ])("%s is refused: %s", (text, code, meant) => {
    expect(network(text)).toBe(code);
    expect(suggestion(text)).toBe(meant);
  });

  it("takes a single address as the network of that address alone", () => {
    const host = parseCidrOrAddress("203.0.113.7");
    expect(host.ok && printCidr(host.value)).toBe("203.0.113.7/32");
    expect(parseCidrOrAddress("203.0.113.07").ok).toBe(false);
    expect(parseCidrOrAddress("::ffff:203.0.113.7").ok).toBe(false);
    const problemOf = (text: string) => {
      const read = parseCidrOrAddress(text);
      return read.ok ? null : read.problem;
    };
    expect(parseCidrOrAddress("10.0.0.0/8")).toStrictEqual(parseCidr("10.0.0.0/8"));
    expect(problemOf("10.0.0.1/8")).toEqual({ code: "host-bits-set", suggestion: "10.0.0.0/8" });
    expect(problemOf("203.0.113.07")).toEqual({ code: "leading-zero", suggestion: "203.0.113.7" });
    expect(problemOf("::ffff:203.0.113.7")).toEqual({ code: "ipv4-mapped", suggestion: "203.0.113.7/32" });
    expect(problemOf("2001:db8::7/129")).toEqual({ code: "prefix-out-of-range", suggestion: null });
  });

  it("teaches with a suggestion", () => {
    const read = parseCidr("10.0.0.1/8");
    expect(read.ok ? "" : describeAddressProblem(read.problem)).toContain("Did you mean 10.0.0.0/8?");
  });
});

describe("networks as EC2 stores them", () => {
  it.each([
    ["100.68.0.18/18", "100.68.0.0/18"],
    ["1.0.0.0/0", "0.0.0.0/0"],
    ["::ffff:10.0.0.1/128", "::ffff:a00:1/128"],
    ["2001:DB8::1/32", "2001:db8::/32"],
    ["10.0.0.1", "prefix-missing"],
    ["10.0.0.1/33", "prefix-out-of-range"],
    ["255.255.255.255/32", "255.255.255.255/32"],
    ["255.255.255.255/1", "128.0.0.0/1"],
    ["255.255.255.255/9", "255.128.0.0/9"],
    ["255.255.255.255/10", "255.192.0.0/10"],
    ["255.255.255.255/30", "255.255.255.252/30"],
    ["10.0.0.0/:8", "prefix-malformed"],
    ["10.0.0.0//8", "prefix-malformed"],
    ["10.0.0.0/3:", "prefix-malformed"],
    ["10.0.0.0/1/", "prefix-malformed"],
    ["10.0.0.0/0", "0.0.0.0/0"],
    ["10.0.0.0/01", "prefix-leading-zero"],
    ["10.0.0.0/132", "prefix-out-of-range"],
  ])("%s is %s", (text, expected) => expect(asStored(text)).toBe(expected));

  it("flags IPv4 inside IPv6 and never folds it into IPv4", () => {
    const mapped = canonicaliseCidr("::ffff:10.0.0.0/104");
    expect(mapped.ok && mapped.value.family).toBe("ipv6");
    expect(mapped.ok && hidesIpv4(mapped.value)).toBe(true);
    const plain = canonicaliseCidr("2001:db8::/32");
    expect(plain.ok && hidesIpv4(plain.value)).toBe(false);
    const world = canonicaliseCidr("::/0");
    expect(world.ok && hidesIpv4(world.value)).toBe(false);
  });
});
