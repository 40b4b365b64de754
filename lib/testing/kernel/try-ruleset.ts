/** Tries an interface's ruleset on the kernel: boundary packets in both directions, and answers to those from outside. */
import { interfaceFlows } from "#lib/core/group/group-flows.ts";
import type { Direction, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { type Address, type Family, printAddress } from "#lib/core/net/address.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type FlowSet, NO_FLOWS } from "#lib/core/net/flow-set.ts";
import { holdsPacket } from "#lib/core/net/packet.ts";
import { firstPoint, protocolAt } from "#lib/core/net/protocol.ts";
import { printService } from "#lib/core/net/service-text.ts";
import { boundaryPackets, isNeverRouted } from "./boundary-packets.ts";
import type { Probe } from "./packet-bytes.ts";
import { PacketCourt, type Verdict } from "./packet-court.ts";

export interface Trial {
  passed: number;
  dropped: number;
  /** Answers within a session that was let in, and answers that nobody had asked for. */
  answers: number;
  /** To or from addresses that no router forwards: the kernel has no opinion on them. */
  unrouted: number;
  /** One line for every packet on which core and kernel differ. */
  readonly disagreements: string[];
}

/** Group rules do not look at the guest's own address, so that one may stand in for a family it has none of. */
const STAND_IN: Readonly<Record<Family, Address>> = {
  ipv4: { family: "ipv4", value: 0xcb00_71fen },
  ipv6: { family: "ipv6", value: (0x2001_0db8_ffffn << 80n) + 0xfen },
};

const guestsOf = (item: ObservedInterface): Readonly<Record<Family, Address>> => {
  const own = item.privateCidrs.flatMap((text) => {
    const cidr = canonicaliseCidr(text);
    return cidr.ok ? [{ family: cidr.value.family, value: cidr.value.base }] : [];
  });
  const first = (family: Family) => own.find((address) => address.family === family) ?? STAND_IN[family];
  return { ipv4: first("ipv4"), ipv6: first("ipv6") };
};

const surely = (item: ObservedInterface, direction: Direction, index: ObservationIndex): FlowSet => {
  const flows = interfaceFlows(item, direction, index);
  return flows === "ungoverned" ? NO_FLOWS : byPacket(flows, index).surely;
};

/** The answer that a session's first packet asks for; null where nothing answers in a way of its own. */
const answerTo = (probe: Probe, id: number): Probe | null => {
  const protocol = protocolAt(probe.service);
  const port = probe.service - firstPoint(protocol);
  const turned = { id, source: probe.destination, destination: probe.source, isAnswer: true };
  if (protocol === 6 || protocol === 17)
    return { ...turned, service: firstPoint(protocol) + probe.sourcePort, sourcePort: port };
  const echo = probe.source.family === "ipv4" ? firstPoint(1) : firstPoint(58) + 129 * 256;
  const isRequest = probe.service === (probe.source.family === "ipv4" ? echo + 8 * 256 : echo - 256);
  return isRequest ? { ...turned, service: echo, sourcePort: probe.sourcePort } : null;
};

const printProbe = ({ source, destination, service }: Probe): string =>
  `${printAddress(source)} -> ${printAddress(destination)} ${printService({ from: service, to: service })}`;

/** A ruleset against what the core says of an interface: `most` packets in each direction, and answers. */
export const tryRuleset = async (
  ruleset: string,
  item: ObservedInterface,
  index: ObservationIndex,
  most: number,
): Promise<Trial> => {
  const guests = guestsOf(item);
  const trial: Trial = { passed: 0, dropped: 0, answers: 0, unrouted: 0, disagreements: [] };

  const compare = (probe: Probe, verdict: Verdict | undefined, expected: boolean): void => {
    if (verdict === "passed") trial.passed += 1;
    if (verdict === "dropped") trial.dropped += 1;
    const wanted = expected ? "passed" : "dropped";
    if (verdict === wanted) return;
    trial.disagreements.push(`${item.interfaceId} ${printProbe(probe)}: core ${wanted}, kernel ${verdict}`);
  };

  for (const direction of ["ingress", "egress"] as const) {
    const allowed = surely(item, direction, index);
    let id = 0;
    const probes = boundaryPackets(item, direction, index, most).flatMap(({ peer, service }): Probe[] => {
      const guest = guests[peer.family];
      if (peer.value === guest.value) return [];
      if (isNeverRouted(peer)) {
        trial.unrouted += 1;
        return [];
      }
      id += 1;
      const [source, destination] = direction === "ingress" ? [peer, guest] : [guest, peer];
      return [{ id, source, destination, service, sourcePort: 10_000 + id }];
    });
    // A court each: a session that came in would let packets out.
    const court = await PacketCourt.open(ruleset, [guests.ipv4, guests.ipv6]);
    await court.closing(() => {
      const verdicts = court.judge(probes, direction === "ingress" ? "world" : "guest");
      for (const [probe, verdict] of verdicts) {
        const peer = direction === "ingress" ? probe.source : probe.destination;
        compare(probe, verdict, holdsPacket(allowed, { peer, service: probe.service }));
      }
      if (direction === "egress") return;

      const back = surely(item, "egress", index);
      const answers = new Map<Probe, boolean>();
      for (const [probe, verdict] of verdicts) {
        id += 1;
        const answer = answerTo(probe, id);
        if (answer === null) continue;
        const isAllowed = holdsPacket(back, { peer: answer.destination, service: answer.service });
        answers.set(answer, verdict === "passed" || isAllowed);
      }
      const replies = court.judge([...answers.keys()], "guest");
      for (const [answer, expected] of answers) {
        trial.answers += 1;
        compare(answer, replies.get(answer), expected);
      }
    });
  }
  return trial;
};
