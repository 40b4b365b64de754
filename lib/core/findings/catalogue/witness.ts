/** Packets that prove findings. */
import { linesOf } from "#lib/core/diff/line.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import type { CatalogueWitness } from "./catalogue-finding.ts";

/** One packet of the flows; null when there is none. */
export const packetOf = (
  flows: FlowSet,
  direction: Direction,
  index: ObservationIndex,
  passes = true,
): CatalogueWitness | null => {
  const [line] = linesOf(flows, index);
  return line === undefined ? null : { kind: "packet", direction, ...line.witness, passes };
};

/** A witness as one line of text: `198.51.100.7 -> tcp/22 is let in`. */
export const witnessText = (witness: CatalogueWitness): string => {
  if (witness.kind === "object") return witness.text;
  const { direction, address, groupId, service, passes } = witness;
  const peer = address ?? groupId ?? "a packet";
  if (direction === "ingress") return `${peer} -> ${service} ${passes ? "is let in" : "is refused"}`;
  return `${peer} <- ${service} ${passes ? "is let out" : "is held back"}`;
};
