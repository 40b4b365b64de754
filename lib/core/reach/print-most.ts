/** Flows as lines, or the first of them: a target open to everybody but thousands of hosts has tens of thousands. */
import { type FlowLine, printFlows } from "#lib/core/net/flow-line.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";

/** A set that prints about so many lines or fewer: its first pieces, in order. */
const firstOf = (set: FlowSet, most: number): FlowSet => ({
  ipv4: set.ipv4.slice(0, most),
  ipv6: set.ipv6.slice(0, most),
  groups: set.groups.slice(0, most),
});

const isMore = ({ ipv4, ipv6, groups }: FlowSet, most: number): boolean =>
  Math.max(ipv4.length, ipv6.length, groups.length) > most;

/** All lines where `most` is null. */
export const printMost = (set: FlowSet, most: number | null): readonly FlowLine[] =>
  most === null ? printFlows(set) : printFlows(isMore(set, most) ? firstOf(set, most) : set).slice(0, most);

/** Whether lines were left out. */
export const isCut = (set: FlowSet, most: number | null): boolean =>
  most !== null && (isMore(set, most) || printFlows(set).length > most);
