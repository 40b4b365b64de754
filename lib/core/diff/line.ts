/** Flow sets as plain text for storing and showing: each line with one packet that proves it. */

import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { printAddress } from "#lib/core/net/address.ts";
import { rangeOfCidr } from "#lib/core/net/address-range.ts";
import { canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { familiarAddress, familiarService } from "#lib/core/net/packet.ts";
import { type FlowPeer, rectanglesOf } from "#lib/core/net/rectangle.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";
import { printService } from "#lib/core/net/service-text.ts";

/** One concrete packet, by packet where a reference has an interface to show for it. */
export interface Witness {
  /** The peer's address; null when the peer is a group that no interface in the observation carries. */
  readonly address: string | null;
  /** The group that stands behind the address; null for a plain address. */
  readonly groupId: string | null;
  /** `tcp/22` */
  readonly service: string;
}

export interface Line extends FlowLine {
  readonly witness: Witness;
}

const witnessOfGroup = (groupId: string, service: string, index: ObservationIndex): Witness => {
  const [carried] = (index.interfacesByGroup.get(groupId) ?? []).flatMap((item) => item.privateCidrs);
  const cidr = carried === undefined ? null : canonicaliseCidr(carried);
  const address =
    cidr?.ok === true ? printAddress({ family: cidr.value.family, value: cidr.value.base }) : null;
  return { address, groupId, service };
};

/** A service as text, and the one of it that a witness shows. */
interface ServiceTexts {
  readonly range: ServiceRange;
  readonly text: string;
  readonly witness: string;
}

const textsOf = (range: ServiceRange): ServiceTexts => {
  const point = familiarService([range]);
  return { range, text: printService(range), witness: printService({ from: point, to: point }) };
};

const lineOf = (peer: FlowPeer, { text, witness }: ServiceTexts, index: ObservationIndex): Line => {
  if (peer.kind === "group")
    return { peer: peer.groupId, service: text, witness: witnessOfGroup(peer.groupId, witness, index) };
  const { family } = peer.cidr;
  const address = printAddress({ family, value: familiarAddress(family, rangeOfCidr(peer.cidr)) });
  return { peer: printCidr(peer.cidr), service: text, witness: { address, groupId: null, service: witness } };
};

/** The canonical lines of a set: equal sets give equal lines. */
export const linesOf = (set: FlowSet, index: ObservationIndex): Line[] => {
  let last: ServiceTexts | null = null;
  return rectanglesOf(set).map(({ peer, service }) => {
    // Hundreds of networks may be open for one service.
    const texts: ServiceTexts = last?.range === service ? last : textsOf(service);
    last = texts;
    return lineOf(peer, texts, index);
  });
};
