/**
 * The heart of reach: which peers of a source get through to a target for which services. A packet must be let out by
 * the source's groups and let in by the target's, each the union over all groups of the interface; an end outside the
 * observation, or without groups, lets everything through.
 */
import { type Bounds, exactly, unionBounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import {
  everyFlow,
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import { ALL_SERVICES, type ServiceSet, subtractServices } from "#lib/core/net/service-set.ts";
import { type Caller, callersOfEnd, callersWithin } from "./callers.ts";
import { type End, endOfGroup, isGoverned, isSeen, packetsOfEnd } from "./end.ts";
import { freeOf, type LetOut, letOutTo } from "./let-out.ts";
import { askedFlows, EVERY_ADDRESS, flowsWithPlace, type Source } from "./source.ts";
import { perhapsGoverned, perhapsMembers } from "./strangers.ts";

/** A stranger's address lets everything out as well. */
const passOf = ({ holders, certain, place }: Caller, letOut: LetOut): ServiceBounds => {
  const pass = letOut(holders, place?.family ?? null);
  return certain ? pass : { surely: pass.surely, possibly: ALL_SERVICES };
};

const letThrough = (caller: Caller, letOut: LetOut): Bounds => {
  const { surely, possibly } = caller.letIn();
  const pass = passOf(caller, letOut);
  return { surely: onlyServices(surely, pass.surely), possibly: onlyServices(possibly, pass.possibly) };
};

const ANYTHING: Bounds = exactly(everyFlow([]));

/** What the target's groups let in of these services, by packet; everything where it has none. */
export const ingressOf = (target: End, services: ServiceSet, index: ObservationIndex): Bounds =>
  isGoverned(target) ? packetsOfEnd(target, "ingress", services, index) : ANYTHING;

type Reached = "yes" | "unknown" | "no";

export interface ReachFlows {
  /** What reaches any of the targets, by packet; a symbol stands for a peer whose address is not known. */
  readonly flows: Bounds;
  /** Peers that the targets let in and whose own egress may hold them back. */
  readonly held: readonly Caller[];
  /** Whether anything reaches this one of the targets. */
  readonly reached: (target: End) => Reached;
}

const verdictOf = ({ surely, possibly }: Bounds): Reached => {
  if (!isEmptyFlows(surely)) return "yes";
  return isEmptyFlows(possibly) ? "no" : "unknown";
};

/** The first caller that surely gets through decides. */
const reachedBy = (callers: readonly Caller[], letOut: LetOut): Reached => {
  let best: Reached = "no";
  for (const caller of callers) {
    const verdict = verdictOf(letThrough(caller, letOut));
    if (verdict === "yes") return verdict;
    if (verdict === "unknown") best = verdict;
  }
  return best;
};

/** What is held back of the addresses that the target lets in. */
const heldOf = (callers: readonly Caller[], letOut: LetOut, services: ServiceSet) => {
  const surely: FlowSet[] = [];
  const possibly: FlowSet[] = [];
  const held: Caller[] = [];
  for (const caller of callers) {
    const pass = passOf(caller, letOut);
    const lacking = subtractServices(services, pass.surely);
    if (lacking.length === 0 || caller.place === null) continue;
    if (isEmptyFlows(caller.letIn().possibly)) continue;
    held.push(caller);
    surely.push(flowsWithPlace(caller.place, lacking));
    possibly.push(flowsWithPlace(caller.place, subtractServices(services, pass.possibly)));
  }
  return { held, surely: unionAllFlows(surely), possibly: unionAllFlows(possibly) };
};

type Targets = readonly [End, ...End[]];

const fromEnds = (
  ends: readonly End[],
  ingress: Bounds,
  targets: Targets,
  services: ServiceSet,
  index: ObservationIndex,
): ReachFlows => {
  const letOut = letOutTo(targets, services, index);
  const callers = ends.flatMap((end) => callersOfEnd(end, ingress, services));
  const through = callers.map((caller) => ({ caller, flows: letThrough(caller, letOut) }));
  return {
    flows: unionBounds(through.map(({ flows }) => flows)),
    held: through.flatMap(({ caller, flows }) =>
      isEmptyFlows(subtractFlows(caller.letIn().possibly, flows.surely)) ? [] : [caller],
    ),
    reached: (target) => reachedBy(callers, letOutTo([target], services, index)),
  };
};

const fromAddresses = (
  ingress: Bounds,
  all: Bounds,
  targets: Targets,
  services: ServiceSet,
  index: ObservationIndex,
): ReachFlows => {
  if (!index.observation.parts.interfaces.complete)
    return { flows: all, held: [], reached: () => verdictOf(all) };
  const callersAt = (isFree?: ReturnType<typeof freeOf>) =>
    callersWithin(all.possibly, targets[0].vpcIds, ingress, services, index, isFree);
  const letOut = letOutTo(targets, services, index);
  const held = heldOf(callersAt(freeOf(letOut, services)), letOut, services);
  const flows = {
    surely: subtractFlows(all.surely, held.surely),
    possibly: subtractFlows(all.possibly, held.possibly),
  };
  if (targets.length === 1) return { flows, held: held.held, reached: () => verdictOf(flows) };
  const callers = callersAt();
  const homes = unionAllFlows(
    callers.flatMap(({ place }) => (place === null ? [] : [flowsWithPlace(place, services)])),
  );
  const plain = verdictOf({
    surely: subtractFlows(all.surely, homes),
    possibly: subtractFlows(all.possibly, homes),
  });
  return {
    flows,
    held: held.held,
    reached: (target) => {
      const home = plain === "yes" ? plain : reachedBy(callers, letOutTo([target], services, index));
      return home === "no" ? plain : home;
    },
  };
};

/** Groups that the target may let in and whose members nobody sees. */
const unseenEnds = (ingress: Bounds, services: ServiceSet, index: ObservationIndex): End[] =>
  onlyServices(ingress.possibly, services).groups.flatMap(({ groupId }) =>
    isSeen(groupId, index) ? [] : [endOfGroup(groupId, false, index)],
  );

/** `targets`: ends with the same groups, of the same VPCs. */
export const reachFlows = (
  source: Source,
  targets: Targets,
  services: ServiceSet,
  index: ObservationIndex,
): ReachFlows => {
  const ingress = ingressOf(targets[0], services, index);
  if (source.kind === "ends") return fromEnds(source.ends, ingress, targets, services, index);
  const asked = askedFlows(source, services);
  const surely = intersectFlows(asked, ingress.surely);
  const possibly = ingress.surely === ingress.possibly ? surely : intersectFlows(asked, ingress.possibly);
  const letIn: Bounds = { surely, possibly };
  if (source.kind === "outside") return { flows: letIn, held: [], reached: () => verdictOf(letIn) };
  const ranges = source.kind === "anyone" ? EVERY_ADDRESS : source.ranges;
  const known = { surely: subtractFlows(surely, perhapsGoverned(ranges, services, index)), possibly };
  if (source.kind === "addresses") {
    const strangers = perhapsMembers(ranges, ingress.possibly, services, index);
    const all = { ...known, possibly: unionFlows(possibly, strangers) };
    return fromAddresses(ingress, all, targets, services, index);
  }
  const ofAddresses = fromAddresses(ingress, known, targets, services, index);
  const unseen = unseenEnds(ingress, services, index);
  const ofUnseen = fromEnds(unseen, ingress, targets, services, index);
  return {
    flows: unionBounds([ofAddresses.flows, ofUnseen.flows]),
    held: ofAddresses.held,
    reached: (target) => {
      const reached = ofAddresses.reached(target);
      const perhaps = reached === "yes" ? "no" : ofUnseen.reached(target);
      return perhaps === "no" ? reached : perhaps;
    },
  };
};
