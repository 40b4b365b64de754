import { describe, expect, it } from "vitest";
import { printAddress } from "../net/address.ts";
import { offerAddress, requesterAddress } from "./requester-address.ts";

const seen = (peer: string, forwarded: string | null, proxies: readonly string[]) => {
  const address = requesterAddress(peer, forwarded, proxies);
  return address === null ? null : printAddress(address);
};

describe("the address a request came from", () => {
  it.each([
    ["nobody is trusted", "203.0.113.7", "198.51.100.1", [], "203.0.113.7"],
    ["an untrusted peer claims something", "203.0.113.7", "198.51.100.1", ["10.0.0.0/8"], "203.0.113.7"],
    ["a trusted proxy forwards", "10.0.0.5", "198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"],
    ["the client forged a hop", "10.0.0.5", "1.2.3.4, 198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"],
    ["two trusted proxies", "10.0.0.5", "198.51.100.1, 10.0.0.9", ["10.0.0.0/8"], "198.51.100.1"],
    ["the proxy itself asks", "10.0.0.5", null, ["10.0.0.0/8"], "10.0.0.5"],
    ["IPv4 inside IPv6", "::ffff:203.0.113.7", null, [], "203.0.113.7"],
    ["a trusted proxy by one address", "::1", "2001:db8::9", ["::1"], "2001:db8::9"],
    ["nonsense was forwarded", "10.0.0.5", "unknown", ["10.0.0.0/8"], null],
  ])("%s", (_, peer, forwarded, proxies, expected) => {
    expect(seen(peer, forwarded, proxies)).toBe(expected);
  });
});

describe("what is offered", () => {
  it.each([
    ["127.0.0.1", "same machine"],
    ["::1", "same machine"],
    ["192.168.1.20", "private network"],
    ["fd00::1", "private network"],
    ["100.64.3.3", "shares one public address"],
    ["fe80::1", "link-local"],
    ["nonsense", "could not read"],
  ])("explains %s instead of offering it", (peer, words) => {
    const offered = offerAddress(requesterAddress(peer, null, []));
    expect(offered).toMatchObject({ kind: "explain", sentence: expect.stringContaining(words) });
  });

  it.each([
    ["203.0.113.7", "203.0.113.7/32"],
    ["2001:db8:1::9", "2001:db8:1::9/128"],
  ])("offers %s as the one host %s", (peer, cidr) => {
    expect(offerAddress(requesterAddress(peer, null, []))).toEqual({ kind: "offer", address: peer, cidr });
  });
});
