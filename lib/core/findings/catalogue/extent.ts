/**
 * How far a finding reaches, so that it can be told whether it grew since somebody accepted it. By rule, never by who
 * carries a group today: Auto Scaling widens nothing. Plain JSON, the same for the same input.
 */
import type { Finding } from "#lib/core/diff/finding.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import { type FlowLine, parseFlows, printFlows } from "#lib/core/net/flow-line.ts";
import { type FlowSet, isSubsetOfFlows, NO_FLOWS } from "#lib/core/net/flow-set.ts";

export interface ExtentFlow extends FlowLine {
  readonly direction: Direction;
}

export interface Extent {
  /** The flows it is about, as canonical lines. */
  readonly flows: readonly ExtentFlow[];
  /** Whatever else it is about and could be more of: rules, tiers, names. Sorted. */
  readonly things: readonly string[];
  /** How many or how much; 0 where nothing is counted. */
  readonly amount: number;
}

export const extentOf = ({ flows = [], things = [], amount = 0 }: Partial<Extent>): Extent => ({
  flows,
  things: [...new Set(things)].sort(),
  amount,
});

export const extentOfFlows = (direction: Direction, set: FlowSet): ExtentFlow[] =>
  printFlows(set).map((line) => ({ direction, ...line }));

/** Of a difference between a stack and its model; null for what nobody could tell. */
export const extentOfDifference = (finding: Finding): Extent | null => {
  if (finding.kind === "unknown") return null;
  const direction = "direction" in finding ? finding.direction : "ingress";
  const lines = "lines" in finding ? finding.lines : [];
  return extentOf({
    flows: lines.map(({ peer, service }) => ({ direction, peer, service })),
    things: [
      ...("openToWorld" in finding ? finding.openToWorld.map((service) => `world ${service}`) : []),
      ...("tiers" in finding ? finding.tiers.map((tier) => `tier ${tier}`) : []),
      ...("groupIds" in finding ? finding.groupIds : []),
    ],
  });
};

/** Lines that mean nothing reach everywhere: null. */
const flowsOf = ({ flows }: Extent, direction: Direction): FlowSet | null => {
  const own = flows.filter((line) => line.direction === direction);
  if (own.length === 0) return NO_FLOWS;
  const parsed = parseFlows(own);
  return parsed.ok ? parsed.value : null;
};

const flowsWithin = (inner: Extent, outer: Extent, direction: Direction): boolean => {
  const now = flowsOf(inner, direction);
  const before = flowsOf(outer, direction);
  return now !== null && before !== null && isSubsetOfFlows(now, before);
};

/** Whether all of `inner` lies within `outer`, however either is written. */
export const isWithinExtent = (inner: Extent, outer: Extent): boolean =>
  inner.amount <= outer.amount &&
  inner.things.every((thing) => outer.things.includes(thing)) &&
  flowsWithin(inner, outer, "ingress") &&
  flowsWithin(inner, outer, "egress");
