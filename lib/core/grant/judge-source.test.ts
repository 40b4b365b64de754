import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { parseCidr, printCidr } from "../net/cidr.ts";
import { judgeEnd, lengthWords } from "./judge-end.ts";
import { judgeSource } from "./judge-source.ts";
import { DEFAULT_POLICY } from "./policy.ts";

const POLICY = {
  ...DEFAULT_POLICY,
  networks: [
    { name: "Berlin office", cidr: "198.51.100.0/22" },
    { name: "VPN", cidr: "10.8.0.0/16" },
    { name: "IPv6", cidr: "2001:db8::/32" },
  ],
};

const ask = (text: string, more: { attested?: boolean; families?: readonly ("ipv4" | "ipv6")[] } = {}) =>
  judgeSource({ text, attested: true, families: ["ipv4", "ipv6"], ...more }, POLICY);
const refusal = (text: string, more: Parameters<typeof ask>[1] = {}) => {
  const judged = ask(text, more);
  return judged.ok ? `allowed: ${judged.value.cidr}` : judged.problem;
};

describe("a source is allowed", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7/32", null],
    [" 203.0.113.7/32 ", "203.0.113.7/32", null],
    ["198.51.100.0/24", "198.51.100.0/24", "Berlin office"],
    ["198.51.100.9", "198.51.100.9/32", "Berlin office"],
    ["10.8.3.4", "10.8.3.4/32", "VPN"],
    ["2001:DB8:0:1::/64", "2001:db8:0:1::/64", "IPv6"],
    ["2a00:1450::7", "2a00:1450::7/128", null],
  ])("%s", (text, cidr, network) => {
    expect(ask(text)).toMatchObject({ ok: true, value: { cidr, network } });
  });
});

describe("a source is refused with a sentence that teaches", () => {
  it.each([
    ["0.0.0.0/0", /whole Internet/],
    ["1.0.0.0/0", /whole Internet/],
    ["::/0", /whole Internet/],
    ["0.0.0.0/1", /half of the Internet/],
    ["128.0.0.0/1", /half of the Internet/],
    ["10.0.0.1/8", /Did you mean 10\.0\.0\.0\/8\?/],
    ["198.51.100.7/24", /Did you mean 198\.51\.100\.0\/24\?/],
    ["198.51.100.0/22", /wider than anybody may ask for: \/24/],
    ["203.0.113.0/24", /outside the organisation's networks: Berlin office/],
    ["203.0.113.007", /leading zeros.*203\.0\.113\.7/],
    ["::ffff:203.0.113.7", /IPv4 address written inside IPv6.*203\.0\.113\.7/],
    ["127.0.0.1", /loopback/],
    ["::1", /loopback/],
    ["169.254.169.254", /link-local/],
    ["224.0.0.1", /multicast/],
    ["192.168.1.10", /private address/],
    ["100.64.0.9", /private address/],
    ["fd00::1", /private address/],
    ["203.0.113", /four numbers/],
    ["203.0.113.7/33", /at most 32/],
    ["203.0.113.7 /32", /no spaces/],
    ["２０３.0.113.7", /plain digits/],
    ["0x7f.1.1.1", /decimal/],
    ["fe80::1%eth0", /zone/],
    ["", /Enter an address/],
    ["my laptop", /./],
  ])("%j", (text, sentence) => {
    expect(refusal(text)).toMatch(sentence);
  });

  it("a host outside the networks, when nobody says it is theirs, or policy does not take words", () => {
    expect(refusal("203.0.113.7", { attested: false })).toMatch(/Say that this address is yours/);
    const strict = judgeSource(
      { text: "203.0.113.7", attested: true, families: ["ipv4"] },
      { ...POLICY, attestedHosts: false },
    );
    expect(strict.ok).toBe(false);
  });

  it("IPv6 to a VPC that has none", () => {
    expect(refusal("2a00:1450::7", { families: ["ipv4"] })).toMatch(/IPv4 only/);
  });
});

it("whatever is allowed is a host or lies in a network, is canonical, and no wider than the guardrail", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const text = fc
    .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 33 }))
    .map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map((each) => each.replace(/^\d+\.\d+\.\d+/, "198.51.100")),
      ),
      (typed) => {
        const judged = ask(typed);
        if (!judged.ok) return;
        const cidr = parseCidr(judged.value.cidr);
        if (!cidr.ok) throw new Error(judged.value.cidr);
        expect(printCidr(cidr.value)).toBe(typed);
        expect(judged.value.isHost || judged.value.network !== null).toBe(true);
        expect(cidr.value.length).toBeGreaterThanOrEqual(24);
      },
    ),
    { numRuns: lawCases(5_000) },
  );
});

describe("an end", () => {
  const now = new Date("2026-03-29T00:30:00Z");
  it.each([
    ["2026-03-29T08:30:00Z", true],
    ["2026-03-29T12:30:00Z", true],
    ["2026-03-29T12:30:01Z", false],
    ["2026-03-29T00:34:59Z", false],
    ["2026-03-29T00:30:00Z", false],
    ["2020-01-01T00:00:00Z", false],
    ["9999-12-31T23:59:59Z", false],
    ["nonsense", false],
  ])("%s", (text, allowed) => {
    expect(judgeEnd(now, new Date(text), DEFAULT_POLICY).ok).toBe(allowed);
  });

  it("is refused in words", () => {
    const late = judgeEnd(now, new Date("2026-03-31T00:30:00Z"), DEFAULT_POLICY);
    expect(late.ok ? "" : late.problem).toMatch(/2 days from now; the longest for this stack is 12 hours/);
    expect(lengthWords(90_061)).toBe("1 day and 1 hour");
  });

  it("is allowed exactly between the shortest and the longest", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (seconds) => {
        const judged = judgeEnd(now, new Date(now.getTime() + seconds * 1000), DEFAULT_POLICY);
        const { minSeconds, maxSeconds } = DEFAULT_POLICY;
        expect(judged.ok).toBe(seconds >= minSeconds && seconds <= maxSeconds);
      }),
      { numRuns: lawCases() },
    );
  });
});
