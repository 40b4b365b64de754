import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Service } from "#lib/core/tier/pattern.ts";
import { printService, readService } from "./service-text.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const port = fc.integer({ min: 0, max: 65_535 });
const byte = fc.integer({ min: 0, max: 255 });
const other = byte.filter((number) => ![1, 6, 17, 58].includes(number));

const whole = (protocol: string): Service => ({ protocol, fromPort: null, toPort: null });

const service: fc.Arbitrary<Service> = fc.oneof(
  fc.constantFrom("all", "tcp", "udp", "icmp", "icmpv6").map(whole),
  other.map((number) => whole(String(number))),
  fc
    .tuple(fc.constantFrom("tcp", "udp"), port, port)
    .filter(([, a, b]) => Math.abs(a - b) < 65_535)
    .map(([protocol, a, b]) => ({ protocol, fromPort: Math.min(a, b), toPort: Math.max(a, b) })),
  fc.tuple(fc.constantFrom("icmp", "icmpv6"), byte, fc.option(byte)).map(([protocol, type, code]) => ({
    protocol,
    fromPort: type * 256 + (code ?? 0),
    toPort: type * 256 + (code ?? 255),
  })),
);

describe("services as text", () => {
  it("read what they print", () => {
    fc.assert(
      fc.property(service, (each) => {
        expect(readService(printService(each))).toEqual({ ok: true, value: each });
      }),
      { numRuns: lawCases() },
    );
  });

  it.each([
    "tcp/",
    "tcp/65536",
    "tcp/080",
    "tcp/9-8",
    "icmp/256",
    "icmp/1/256",
    "protocol/50/1",
    "protocol/256",
    "protocol/7-8",
    "50",
    "tcp/1/2",
    "",
  ])("refuse %j", (text) => {
    expect(readService(text).ok).toBe(false);
  });
});
