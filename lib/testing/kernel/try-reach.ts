/** Packets from one interface to another, both guarded by their own groups, against what `canReach` says of each. */
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { type Address, addressBits, printAddress } from "#lib/core/net/address.ts";
import { canonicaliseCidr, lastOf } from "#lib/core/net/cidr.ts";
import { firstPoint, LAST_SERVICE, protocolAt } from "#lib/core/net/protocol.ts";
import { printService } from "#lib/core/net/service-text.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import { interfaceRuleset } from "#lib/formats/nftables/interface-ruleset.ts";
import { IPV6_HEADERS } from "./boundary-packets.ts";
import type { Probe } from "./packet-bytes.ts";
import { GUEST_DEVICE, PacketCourt, WORLD_DEVICE } from "./packet-court.ts";
import type { Trial } from "./try-ruleset.ts";

const rulesetOf = (item: ObservedInterface, index: ObservationIndex, device: string): string => {
  const ruleset = interfaceRuleset(item, index, device);
  if (!ruleset.ok) throw new Error(JSON.stringify(ruleset.problem));
  return ruleset.value.text;
};

/** The ends of everything that is an interface's own, delegated prefixes included. */
const addressesOf = ({ privateCidrs }: ObservedInterface): Address[] => {
  const ends = privateCidrs.flatMap((text) => {
    const cidr = canonicaliseCidr(text);
    if (!cidr.ok) return [];
    const { family, base } = cidr.value;
    const last = lastOf(cidr.value);
    return [base, (base + last) / 2n, last].map((value): Address => ({ family, value }));
  });
  return [...new Map(ends.map((address) => [printAddress(address), address])).values()];
};

const servicesOf = (items: readonly ObservedInterface[], index: ObservationIndex): number[] => {
  const points = items
    .flatMap(({ groupIds }) => groupIds.flatMap((groupId) => index.groups.get(groupId)?.rules ?? []))
    .flatMap((rule) => ruleServices(rule).possibly)
    .flatMap(({ from, to }) => [from - 1, from, to, to + 1]);
  return [...new Set([...points, firstPoint(50)])].filter((point) => point >= 0 && point <= LAST_SERVICE);
};

const hostOf = (address: Address) => ({
  kind: "cidr" as const,
  cidr: `${printAddress(address)}/${addressBits(address.family)}`,
});

export const tryReach = async (
  from: ObservedInterface,
  to: ObservedInterface,
  index: ObservationIndex,
): Promise<Trial> => {
  const sources = addressesOf(from);
  const targets = addressesOf(to);
  let id = 0;
  const probes = sources.flatMap((source) =>
    targets
      .filter(({ family }) => family === source.family)
      .flatMap((destination) =>
        servicesOf([from, to], index)
          .filter((service) => source.family === "ipv4" || !IPV6_HEADERS.has(protocolAt(service)))
          .map((service): Probe => {
            id += 1;
            return { id, source, destination, service, sourcePort: 10_000 + id };
          }),
      ),
  );
  const rulesets = rulesetOf(to, index, GUEST_DEVICE) + rulesetOf(from, index, WORLD_DEVICE);
  const court = await PacketCourt.open(rulesets, targets);
  const verdicts = await court.closing(() => court.judge(probes, "world"));

  const trial: Trial = { passed: 0, dropped: 0, answers: 0, unrouted: 0, disagreements: [] };
  const context = { index, stack: null, sources: [] };
  for (const probe of probes) {
    const { source, destination, service } = probe;
    const services = [{ from: service, to: service }];
    const answer = canReach({ peer: hostOf(source), target: hostOf(destination), services }, context);
    const verdict = verdicts.get(probe);
    if (verdict === "passed") trial.passed += 1;
    if (verdict === "dropped") trial.dropped += 1;
    const said = answer.ok ? answer.value.verdict : answer.problem.sentence;
    const isAgreed = (said === "yes" && verdict === "passed") || (said === "no" && verdict === "dropped");
    if (!isAgreed)
      trial.disagreements.push(
        `${printAddress(source)} -> ${printAddress(destination)} ${printService({ from: service, to: service })}: ` +
          `reach ${said}, kernel ${verdict}`,
      );
  }
  return trial;
};
