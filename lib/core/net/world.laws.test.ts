import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Cidr } from "./cidr.ts";
import { parseFlows } from "./flow-line.ts";
import { type FlowSet, flowsWithCidrs, subtractFlows, unionAllFlows } from "./flow-set.ts";
import { firstPoint } from "./protocol.ts";
import { printServices } from "./service-text.ts";
import { areTooSmallForWorld, servicesOpenToWorld } from "./world.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const SSH = firstPoint(6) + 22;

const flows = (...lines: string[]): FlowSet => {
  const set = parseFlows(
    lines.map((line) => {
      const [peer = "", service = ""] = line.split(" ");
      return { peer, service };
    }),
  );
  if (!set.ok) throw new Error(set.problem.peer);
  return set.value;
};

const WORLD: Cidr = { family: "ipv4", base: 0n, length: 0 };

const halves = ({ base, length }: Cidr): Cidr[] =>
  [0n, 1n << BigInt(31 - length)].map((offset) => ({
    family: "ipv4",
    base: base + offset,
    length: length + 1,
  }));

/** A network cut at random into pieces no smaller than a /10. */
const partition = (whole: Cidr): fc.Arbitrary<Cidr[]> =>
  fc.infiniteStream(fc.boolean()).map((coins) => {
    const cut = (cidr: Cidr): Cidr[] =>
      cidr.length < 10 && coins.next().value ? halves(cidr).flatMap(cut) : [cidr];
    return cut(whole);
  });

/** A range of tcp ports that holds 22. */
const aroundSsh = fc
  .tuple(fc.nat(22), fc.integer({ min: 22, max: 65_535 }))
  .map(([from, to]) => ({ from: firstPoint(6) + from, to: firstPoint(6) + to }));

const sshIsOpen = (set: FlowSet): boolean =>
  servicesOpenToWorld(set).some(({ from, to }) => from <= SSH && SSH <= to);

describe("the world in pieces", () => {
  it("is the world, however it is cut and whatever other ports each piece has", () => {
    fc.assert(
      fc.property(
        partition(WORLD).chain((pieces) =>
          fc.tuple(
            fc.shuffledSubarray(pieces, { minLength: pieces.length }),
            fc.array(aroundSsh, { minLength: pieces.length, maxLength: pieces.length }),
          ),
        ),
        ([pieces, ports]) => {
          const rules = pieces.map((cidr, at) =>
            flowsWithCidrs([cidr], [ports[at] ?? { from: SSH, to: SSH }]),
          );
          expect(sshIsOpen(unionAllFlows(rules))).toBe(true);
        },
      ),
      { numRuns: lawCases(10_000) },
    );
  });

  it.each([
    [["0.0.0.0/0 all"]],
    [["::/0 tcp/22"]],
    [["2000::/3 tcp"]],
    [["0.0.0.0/1 tcp/20-25", "128.0.0.0/1 tcp/22"]],
    [["0.0.0.0/2 all", "64.0.0.0/2 tcp", "128.0.0.0/2 tcp/22", "192.0.0.0/2 tcp/0-22"]],
  ])("%j opens SSH to the world", (lines) => expect(sshIsOpen(flows(...lines))).toBe(true));

  it("is more than what is too small, however that lies", () => {
    const network = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat(127)).map(
      ([length, place]): Cidr => ({
        family: "ipv4",
        base: BigInt(place % 2 ** length) << BigInt(32 - length),
        length,
      }),
    );
    const counts = { small: 0, open: 0 };
    fc.assert(
      fc.property(fc.array(fc.tuple(network, aroundSsh), { minLength: 1, maxLength: 6 }), (rules) => {
        const sets = rules.map(([cidr, ports]) => flowsWithCidrs([cidr], [ports]));
        const [isSmall, isOpen] = [areTooSmallForWorld(sets), sshIsOpen(unionAllFlows(sets))];
        expect(isSmall && isOpen).toBe(false);
        counts.small += Number(isSmall);
        counts.open += Number(isOpen);
      }),
      { numRuns: lawCases() },
    );
    expect(Math.min(counts.small, counts.open)).toBeGreaterThan(0);
    expect(areTooSmallForWorld([flows("::/0 tcp/22")])).toBe(false);
  });

  it("leaving out the private networks changes nothing", () => {
    const inside = flows("10.0.0.0/8 all", "172.16.0.0/12 all", "192.168.0.0/16 all");
    expect(sshIsOpen(subtractFlows(flows("0.0.0.0/0 tcp/22"), inside))).toBe(true);
    expect(servicesOpenToWorld(inside, 1)).toStrictEqual([]);
  });

  it.each([
    [["10.0.0.0/8 all", "203.0.113.0/24 tcp/22"]],
    [["0.0.0.0/0 tcp/23-65535"]],
    [["0.0.0.0/5 tcp/22", "8.0.0.0/7 tcp/22"]],
    [["fc00::/7 all", "sg-a all"]],
    [["0.0.0.0/0 udp/22", "::/0 icmp"]],
  ])("%j does not", (lines) => expect(sshIsOpen(flows(...lines))).toBe(false));

  it("names exactly the services that are open", () => {
    const set = flows("0.0.0.0/1 tcp/20-25", "128.0.0.0/1 tcp/22-30", "10.0.0.0/8 all");
    expect(printServices(servicesOpenToWorld(set, 90))).toStrictEqual(["tcp/22-25"]);
  });
});
