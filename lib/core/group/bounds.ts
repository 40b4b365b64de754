/**
 * What is known of a set of flows, as a pair: *surely* in it, inside *possibly* in it. Unknown is the difference of the
 * two and is never rounded either way (law 8).
 */
import {
  equalFlows,
  type FlowSet,
  intersectFlows,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
} from "#lib/core/net/flow-set.ts";

/** Always: `surely` is a subset of `possibly`. */
export interface Bounds {
  readonly surely: FlowSet;
  readonly possibly: FlowSet;
}

export const NO_BOUNDS: Bounds = { surely: NO_FLOWS, possibly: NO_FLOWS };

/** A set that is known. */
export const exactly = (set: FlowSet): Bounds => ({ surely: set, possibly: set });

/** A set of which only the outer limit is known. */
export const atMost = (set: FlowSet): Bounds => ({ surely: NO_FLOWS, possibly: set });

/** Whether it is plain without comparing that a set is known: nearly all are, and need one computation, not two. */
export const isExact = (bounds: Bounds): boolean => bounds.surely === bounds.possibly;

export const unionBounds = (all: readonly Bounds[]): Bounds => {
  const surely = unionAllFlows(all.map((bounds) => bounds.surely));
  if (all.every(isExact)) return exactly(surely);
  return { surely, possibly: unionAllFlows(all.map((bounds) => bounds.possibly)) };
};

/** The part of known-or-not flows that lies in known-or-not others. */
export const intersectBounds = (a: Bounds, b: Bounds): Bounds => {
  const surely = intersectFlows(a.surely, b.surely);
  if (isExact(a) && isExact(b)) return exactly(surely);
  return { surely, possibly: intersectFlows(a.possibly, b.possibly) };
};

/** The part outside: surely outside what is possibly there, possibly outside what is surely there. */
export const subtractBounds = (a: Bounds, b: Bounds): Bounds => {
  const surely = subtractFlows(a.surely, b.possibly);
  if (isExact(a) && isExact(b)) return exactly(surely);
  return { surely, possibly: subtractFlows(a.possibly, b.surely) };
};

export const isKnown = (bounds: Bounds): boolean =>
  isExact(bounds) || equalFlows(bounds.surely, bounds.possibly);

/** The flows of which nobody can say whether they are in the set. */
export const unknownPart = (bounds: Bounds): FlowSet => subtractFlows(bounds.possibly, bounds.surely);
