/** What EC2 usually writes is read in one pass, and to the same; all else is left to whoever looks more closely. */
import { describe, expect, it } from "vitest";
import { isPlainlyCanonical, plainIpv4Cidr, plainLength } from "./cidr.ts";
import { networkSpan, plainIpv4Span, plainIpv6Span } from "./network-span.ts";
import { plainIpv4, plainIpv6 } from "./parse-address.ts";

describe("an IPv4 address in one pass", () => {
  it.each([
    ["0.0.0.0", 0],
    ["255.255.255.255", 0xffff_ffff],
    ["10.20.30.40", 0x0a14_1e28],
    ["190.9.109.90", 0xbe09_6d5a],
    ["1.100.200.249", 0x0164_c8f9],
  ])("%s is %i", (text, value) => {
    expect(plainIpv4(text)).toBe(value);
    expect(plainIpv4(`${text}/24`, text.length)).toBe(value);
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1..2.3",
    ".1.2.3",
    "1.2.3.",
    "256.0.0.1",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.04",
    "1.2.3.00",
    "1.2.3.4a",
    "1.2.3./",
    "1.2.3.:",
    "1.2.3.4 ",
    "1.2.3.4/8",
    "::1",
  ])("%j is not", (text) => expect(plainIpv4(text)).toBeNull());
});

describe("an IPv6 address in one pass", () => {
  it.each([
    ["::", [0, 0, 0, 0, 0, 0, 0, 0]],
    ["::1", [0, 0, 0, 0, 0, 0, 0, 1]],
    ["1::", [1, 0, 0, 0, 0, 0, 0, 0]],
    ["2001:db8::7", [0x2001, 0xdb8, 0, 0, 0, 0, 0, 7]],
    ["1:2:3:4:5:6:7:8", [1, 2, 3, 4, 5, 6, 7, 8]],
    ["a:f:0:9:A:F:0fa9:ffff", [10, 15, 0, 9, 10, 15, 0x0fa9, 0xffff]],
    ["1:2:3:4:5:6:7::", [1, 2, 3, 4, 5, 6, 7, 0]],
    ["::2:3:4:5:6:7:8", [0, 2, 3, 4, 5, 6, 7, 8]],
    ["1:2::7:8", [1, 2, 0, 0, 0, 0, 7, 8]],
  ])("%s is %j", (text, groups) => expect(plainIpv6(text)).toStrictEqual(groups));

  it.each([
    "",
    ":",
    ":::",
    ":1:2:3:4:5:6:7:8",
    ":1::2",
    "1:2:3:4:5:6:7:8:",
    "1::2::3",
    "1::2:",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::1:2:3:4:5:6:7:8",
    "12345::",
    "::00001",
    "g::",
    "::`",
    "::@",
    "::/",
    "::1.2.3.4",
    "10.0.0.1",
  ])("%j is not", (text) => expect(plainIpv6(text)).toBeNull());
});

describe("the length of a prefix in one pass", () => {
  it.each([
    ["/0", 0],
    ["/9", 9],
    ["/10", 10],
    ["/32", 32],
    ["/128", 128],
    ["/999", 999],
  ])("%s is %i", (text, length) => expect(plainLength(`::${text}`, 3)).toBe(length));

  it.each(["/", "/01", "/00", "/012", "/1000", "/1a", "/a1", "/-1", "/ 8", "/1:", "/1/", "/:", "//"])(
    "%j is not",
    (text) => expect(plainLength(`::${text}`, 3)).toBeNaN(),
  );
});

describe("an IPv4 network in one pass", () => {
  it.each([
    ["10.0.0.0/8", 0x0a00_0000n, 8, 0x0aff_ffff],
    ["203.0.113.7/32", 0xcb00_7107n, 32, 0xcb00_7107],
    ["1.2.3.4/0", 0n, 0, 0xffff_ffff],
    ["255.255.255.255/9", 0xff80_0000n, 9, 0xffff_ffff],
    ["10.1.2.3/31", 0x0a01_0202n, 31, 0x0a01_0203],
  ])("%s", (text, base, length, high) => {
    expect(plainIpv4Cidr(text)).toStrictEqual({ family: "ipv4", base, length });
    expect(plainIpv4Span(text)).toStrictEqual({ family: "ipv4", low: Number(base), high });
  });

  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/", "10.0.0.0/a", "10.0.0/8", "::/0", "/8"])(
    "%j is not",
    (text) => {
      expect(plainIpv4Cidr(text)).toBeNull();
      expect(plainIpv4Span(text)).toBeNull();
    },
  );
});

describe("the span of an IPv6 network in one pass", () => {
  it.each([
    ["2001:db8:1:2::/64", 0x2001_0db8_0001, 0x2001_0db8_0001],
    ["2001:db8:9af0:2:3:4:5:6/128", 0x2001_0db8_9af0, 0x2001_0db8_9af0],
    ["2001:db8:9AF0::/48", 0x2001_0db8_9af0, 0x2001_0db8_9af0],
    ["2001:db8:9af0::/47", 0x2001_0db8_9af0, 0x2001_0db8_9af1],
    ["2001:db8::/32", 0x2001_0db8_0000, 0x2001_0db8_ffff],
    ["2001:db8:ffff::/32", 0x2001_0db8_0000, 0x2001_0db8_ffff],
    ["2600::/12", 0x2600_0000_0000, 0x260f_ffff_ffff],
    ["1::/0", 0, 0xffff_ffff_ffff],
    ["1::2/128", 0x0001_0000_0000, 0x0001_0000_0000],
    ["1:2::4:5:6:7:8/64", 0x0001_0002_0000, 0x0001_0002_0000],
    ["1::4:5:6:7:8/64", 0x0001_0000_0000, 0x0001_0000_0000],
    ["1:2:3::4:5:6:7/128", 0x0001_0002_0003, 0x0001_0002_0003],
    ["1:2:3:4:5:6:7::/100", 0x0001_0002_0003, 0x0001_0002_0003],
    ["1:2:3:4:5::/80", 0x0001_0002_0003, 0x0001_0002_0003],
  ])("%s", (text, low, high) => expect(plainIpv6Span(text)).toStrictEqual({ family: "ipv6", low, high }));

  it.each([
    "::/0",
    "::1/128",
    "1::3:4:5:6:7:8/128",
    "1:2::/129",
    "1:2::",
    "1:2::/",
    "1:2::/08",
    "12345::/16",
    "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8:9/64",
    "1:2:3:4:5:6:7:8::/64",
    "1::2::/64",
    "1::2::3/64",
    ":1::/64",
    "1:/16",
    "1:2:3:4:5:6:7:/64",
    "1::2:/64",
    "g::/8",
    "`::/8",
    "@::/8",
    "10.0.0.0/8",
    "",
    "/64",
  ])("%j is not", (text) => expect(plainIpv6Span(text)).toBeNull());
});

describe("a network that is plainly canonical", () => {
  it.each(["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32", "255.255.255.255/32", "10.1.2.128/25", "128.0.0.0/1"])(
    "%s is",
    (text) => expect(isPlainlyCanonical(text)).toBe(true),
  );
  it.each([
    "10.0.0.1/8",
    "10.1.2.64/25",
    "1.0.0.0/0",
    "10.0.0.0/33",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0/8",
    "::/0",
    "",
    "/8",
  ])("%j is not", (text) => expect(isPlainlyCanonical(text)).toBe(false));
});

describe("where a network lies that takes a closer look", () => {
  const FIRST_48 = 0x2001_0db8_0001;
  it.each([
    ["::/0", "ipv6", 0, 2 ** 48 - 1],
    ["::1/128", "ipv6", 0, 0],
    ["2001:db8:1::1:2.3.4.5/128", "ipv6", FIRST_48, FIRST_48],
    ["::ffff:10.0.0.0/104", "ipv6", 0, 0],
    ["2001:db8:0:0:0:0:0:0/31", "ipv6", 0x2001_0db8_0000, 0x2001_0db9_ffff],
    ["10.0.0.9/8", "ipv4", 0x0a00_0000, 0x0aff_ffff],
    ["2001:0DB8:1::/48", "ipv6", FIRST_48, FIRST_48],
  ])("%s: %s from %i to %i", (text, family, low, high) =>
    expect(networkSpan(text)).toEqual({ family, low, high }),
  );
  it.each(["", "what?", "10.0.0.0/33", "::/129", "10.0.0.0", "::"])("%j is none", (text) =>
    expect(networkSpan(text)).toBeNull(),
  );
});
