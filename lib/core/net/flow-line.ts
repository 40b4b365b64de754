/** A flow set as lines of text, and back: `{ peer: "10.0.0.0/8", service: "tcp/8080" }`. */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { canonicaliseCidr, printCidr } from "./cidr.ts";
import { type FlowSet, flowsWithCidrs, flowsWithGroups, unionAllFlows } from "./flow-set.ts";
import { type Rectangle, rectanglesOf } from "./rectangle.ts";
import { parseService, printService } from "./service-text.ts";

/** Plain text: the canonical CIDR or the group id, and the service as `service-text.ts` writes it. */
export interface FlowLine {
  readonly peer: string;
  readonly service: string;
}

export const printRectangle = ({ peer, service }: Rectangle): FlowLine => ({
  peer: peer.kind === "cidr" ? printCidr(peer.cidr) : peer.groupId,
  service: printService(service),
});

/** The canonical lines of a set: equal sets print equally. */
export const printFlows = (set: FlowSet): FlowLine[] => rectanglesOf(set).map(printRectangle);

/** A peer with a slash is a network, any other a group id. */
const parseFlowLine = (line: FlowLine): FlowSet | null => {
  const services = parseService(line.service);
  if (!services.ok || line.peer === "") return null;
  if (!line.peer.includes("/")) return flowsWithGroups([line.peer], services.value);
  const cidr = canonicaliseCidr(line.peer);
  return cidr.ok ? flowsWithCidrs([cidr.value], services.value) : null;
};

/** The set that lines mean; fails with the first line that means nothing. Inverse of `printFlows`. */
export const parseFlows = (lines: readonly FlowLine[]): Result<FlowSet, FlowLine> => {
  const sets: FlowSet[] = [];
  for (const line of lines) {
    const set = parseFlowLine(line);
    if (set === null) return fail(line);
    sets.push(set);
  }
  return succeed(unionAllFlows(sets));
};
