/** Flow sets as plain text for storing and showing: each line with one packet that proves it. */

import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { printAddress } from "#lib/core/net/address.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type FlowLine, printRectangle } from "#lib/core/net/flow-line.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { type Packet, printPacket, witnessOfRectangle } from "#lib/core/net/packet.ts";
import { rectanglesOf } from "#lib/core/net/rectangle.ts";

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

const witnessText = (packet: Packet, index: ObservationIndex): Witness => {
  const { peer, service } = printPacket(packet);
  if (!("groupId" in packet.peer)) return { address: peer, groupId: null, service };
  const [carried] = (index.interfacesByGroup.get(peer) ?? []).flatMap((item) => item.privateCidrs);
  const cidr = carried === undefined ? null : canonicaliseCidr(carried);
  const address =
    cidr?.ok === true ? printAddress({ family: cidr.value.family, value: cidr.value.base }) : null;
  return { address, groupId: peer, service };
};

/** The canonical lines of a set: equal sets give equal lines. */
export const linesOf = (set: FlowSet, index: ObservationIndex): Line[] =>
  rectanglesOf(set).map((rectangle) => {
    const { peer, service } = printRectangle(rectangle);
    return { peer, service, witness: witnessText(witnessOfRectangle(rectangle), index) };
  });
