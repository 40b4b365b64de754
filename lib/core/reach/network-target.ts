/**
 * Reach to addresses. Those outside are decided by the source alone, those at home by whoever has them, and a few are
 * never filtered. The lines of these answers name destinations.
 */
import type { Bounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import { printPacket, witnessOf } from "#lib/core/net/packet.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { homesWithin } from "./address-book.ts";
import type { ReachAnswer, WayEnd } from "./answer.ts";
import { type End, endOfInterface, isGoverned, packetsOfEnd, withMembers } from "./end.ts";
import { reachRule, rulesOfGroups } from "./held-rules.ts";
import { type Partition, verdictOfPartition } from "./judge-targets.ts";
import { obstacleToNetwork } from "./obstacles.ts";
import { reachedServices } from "./reached-services.ts";
import { askedFlows, FAMILIES, flowsWithPlace, type Ranges, type Source } from "./source.ts";
import { perhapsGoverned } from "./strangers.ts";
import { unfilteredFlows } from "./unfiltered.ts";
import { unreadOfEnds } from "./unread.ts";

/** Whose egress decides: the ends that were named, or those at home at the addresses that were. */
const sendersOf = (source: Source, index: ObservationIndex): readonly End[] => {
  if (source.kind === "ends") return source.ends;
  if (source.kind !== "addresses" || !index.observation.parts.interfaces.complete) return [];
  const { ranges } = source;
  const holders = FAMILIES.flatMap((family) =>
    ranges[family].flatMap((range) => homesWithin(family, range, index).flatMap((home) => home.holders)),
  );
  return [...new Set(holders)].map((item) => endOfInterface(item, index));
};

/** What gets through to those at home in these ranges, as flows to their addresses. */
const toHomes = (source: Source, ranges: Ranges, services: ServiceSet, index: ObservationIndex) => {
  const homes = index.observation.parts.interfaces.complete
    ? FAMILIES.flatMap((family) => ranges[family].flatMap((range) => homesWithin(family, range, index)))
    : [];
  const judge = reachedServices(source, services, index);
  const judged = homes.flatMap((home) =>
    home.holders.map((item) => {
      const end = endOfInterface(item, index);
      const reached = judge({ ...end, homes: [home] });
      const surely = flowsWithPlace(home, reached.surely);
      return { item, end, surely, possibly: flowsWithPlace(home, reached.possibly) };
    }),
  );
  return { judged, all: unionAllFlows(homes.map((home) => flowsWithPlace(home, services))) };
};

type Homes = ReturnType<typeof toHomes>;

/** What an end lets out. An end without groups lets out everything. */
const egressOf = (sender: End, asked: FlowSet, services: ServiceSet, index: ObservationIndex): Bounds =>
  isGoverned(sender) ? packetsOfEnd(sender, "egress", services, index) : { surely: asked, possibly: asked };

/**
 * What of the asked an interface that nobody read may decide: one at home at the destination, or, where the sender is
 * an address inside, the sender itself. Nobody is ever at home at what is never filtered.
 */
const perhapsDecided = (
  source: Source,
  ranges: Ranges,
  asked: FlowSet,
  services: ServiceSet,
  index: ObservationIndex,
): FlowSet =>
  source.kind === "addresses" && !isEmptyFlows(perhapsGoverned(source.ranges, services, index))
    ? asked
    : perhapsGoverned(ranges, services, index);

interface Decided {
  readonly asked: FlowSet;
  /** Of which nobody can tell more than that they are possible. */
  readonly perhaps: FlowSet;
}

const partsOf = (
  senders: readonly End[],
  { asked, perhaps }: Decided,
  services: ServiceSet,
  { judged, all }: Homes,
  index: ObservationIndex,
): Partition => {
  const outside = subtractFlows(asked, all);
  const free = unfilteredFlows([...new Set(senders.flatMap(({ vpcIds }) => vpcIds))], index);
  const through = (governed: boolean, side: "surely" | "possibly") =>
    unionAllFlows([
      ...senders
        .filter((sender) => isGoverned(sender) === governed)
        .map((sender) => intersectFlows(outside, egressOf(sender, asked, services, index)[side])),
      ...judged.filter(({ end }) => isGoverned(end) === governed).map((each) => each[side]),
    ]);
  const sureThrough = (governed: boolean) => subtractFlows(through(governed, "surely"), perhaps);
  const unfiltered = unionAllFlows([
    intersectFlows(asked, free),
    sureThrough(false),
    ...(senders.length === 0 ? [subtractFlows(outside, perhaps)] : []),
  ]);
  const open = subtractFlows(sureThrough(true), unfiltered);
  const sure = unionFlows(open, unfiltered);
  const possible = unionAllFlows([through(true, "possibly"), through(false, "possibly"), perhaps]);
  return {
    open,
    ungoverned: unfiltered,
    unknown: subtractFlows(possible, sure),
    closed: subtractFlows(asked, unionFlows(possible, sure)),
  };
};

const OUTSIDE: WayEnd = { governed: "outside", interfaceId: null, instanceId: null, groupIds: [], rules: [] };

const sourceEnd = (sender: End, open: FlowSet, services: ServiceSet, index: ObservationIndex): WayEnd => ({
  governed: isGoverned(sender) ? "by-groups" : "ungoverned",
  interfaceId: sender.item?.interfaceId ?? null,
  instanceId: sender.item?.instanceId ?? null,
  groupIds: sender.groupIds,
  rules: rulesOfGroups(sender.groupIds, "egress", services, index)
    .filter(({ flows }) => !isEmptyFlows(intersectFlows(withMembers(flows.surely, index), open)))
    .map(reachRule),
});

const interfacesOf = ({ judged }: Homes): ReachAnswer["interfaces"] => {
  const ids = (keep: (each: Homes["judged"][number]) => boolean) =>
    [...new Set(judged.filter(keep).map(({ item }) => item.interfaceId))].sort();
  const isSure = ({ surely }: Homes["judged"][number]) => !isEmptyFlows(surely);
  return {
    reached: ids((each) => isSure(each) && isGoverned(each.end)),
    ungoverned: ids((each) => isSure(each) && !isGoverned(each.end)),
    unknown: ids((each) => !isSure(each) && !isEmptyFlows(each.possibly)),
    notReached: ids((each) => isEmptyFlows(each.possibly)),
  };
};

export const networkAnswer = (
  source: Source,
  ranges: Ranges,
  services: ServiceSet,
  index: ObservationIndex,
): ReachAnswer => {
  const asked = askedFlows({ kind: "addresses", ranges }, services);
  const senders = sendersOf(source, index);
  const homes = toHomes(source, ranges, services, index);
  const perhaps = perhapsDecided(source, ranges, asked, services, index);
  const parts = partsOf(senders, { asked, perhaps }, services, homes, index);
  const verdict = verdictOfPartition(parts);
  const through = verdict === "yes" ? parts.open : parts.ungoverned;
  const packet = witnessOf(through);
  const sender =
    senders.find(
      (each) => !isEmptyFlows(intersectFlows(egressOf(each, asked, services, index).surely, through)),
    ) ?? senders[0];
  const printed = packet === null ? null : printPacket(packet);
  const isWhole = [parts.open, parts.ungoverned, parts.unknown, parts.closed].filter(
    (part) => !isEmptyFlows(part),
  );
  return {
    verdict,
    extent: isWhole.length === 1 || verdict === "no" ? "all" : "part",
    open: printFlows(parts.open),
    closed: printFlows(parts.closed),
    unknown: printFlows(parts.unknown),
    ungoverned: printFlows(parts.ungoverned),
    interfaces: interfacesOf(homes),
    witness: printed === null ? null : { from: null, to: printed.peer, service: printed.service },
    source: packet === null || sender === undefined ? null : sourceEnd(sender, through, services, index),
    target: packet === null ? null : OUTSIDE,
    obstacles: verdict === "no" ? obstacleToNetwork(senders, asked, services, index) : [],
    unread: isEmptyFlows(parts.unknown) ? [] : unreadOfEnds(senders, services, index),
  };
};
