/** Why nothing surely gets through: which end blocks, and the rule of it that is closest to letting it. */
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { addressBits } from "#lib/core/net/address.ts";
import { cidrEnclosing } from "#lib/core/net/address-range.ts";
import { type FlowSet, intersectFlows, isEmptyFlows, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { ALL_SERVICES, type ServiceSet } from "#lib/core/net/service-set.ts";
import type { Obstacle } from "./answer.ts";
import type { Holder } from "./callers.ts";
import { type End, withMembers } from "./end.ts";
import { type GroupRule, reachRule, rulesOfGroups } from "./held-rules.ts";
import type { JudgedClass } from "./judge-targets.ts";
import { askedFlows, FAMILIES, flowsWithPlace, type Source } from "./source.ts";

/** More than this nobody reads. */
const MOST = 3;

interface Wanted {
  /** The peers that were asked about, with every service. */
  readonly peers: FlowSet;
  /** The groups they carry: a dead reference to one of them would have been the way in. */
  readonly groupIds: readonly string[];
  readonly services: ServiceSet;
}

const serviceDistance = (a: ServiceSet, b: ServiceSet): number =>
  Math.min(
    ...a.flatMap((one) => b.map((two) => Math.max(0, one.from - two.to, two.from - one.to))),
    Number.MAX_SAFE_INTEGER,
  );

/** How many bits away the rule's nearest network is from what was asked. */
const peerDistance = (flows: FlowSet, peers: FlowSet): number =>
  Math.min(
    200,
    ...FAMILIES.flatMap((family) => {
      const [here, there] = [flows[family][0], peers[family][0]];
      if (here === undefined || there === undefined) return [];
      const enclosing = cidrEnclosing(family, {
        from: here.from < there.from ? here.from : there.from,
        to: here.from < there.from ? there.from : here.from,
      });
      return [addressBits(family) - enclosing.length];
    }),
  );

type Judged = { readonly rule: GroupRule; readonly because: Obstacle["because"]; readonly rank: number };

/** A rule for the right services, and how far its peers are from those who asked. */
const judgePeer = (held: GroupRule, { peers, groupIds }: Wanted, index: ObservationIndex): Judged => {
  const { peer } = held.rule;
  const isStale =
    peer.kind === "group" &&
    groupIds.includes(peer.groupId) &&
    referenceState(peer, held.group, index).state === "stale";
  if (isStale) return { rule: held, because: "stale-reference", rank: -1 };
  const packets = withMembers(held.flows.possibly, index);
  return { rule: held, because: "other-peer", rank: peerDistance(packets, peers) };
};

/** A rule for other services: perhaps the right peer. */
const judgeService = (held: GroupRule, { peers, services }: Wanted, index: ObservationIndex): Judged => {
  const packets = withMembers(held.flows.possibly, index);
  const distance = serviceDistance(ruleServices(held.rule).possibly, services);
  return isEmptyFlows(intersectFlows(packets, peers))
    ? { rule: held, because: "other-rules", rank: Number.MAX_SAFE_INTEGER }
    : { rule: held, because: "other-service", rank: distance };
};

const nearestOf = (judged: readonly Judged[]): Judged | null =>
  judged.reduce<Judged | null>((best, each) => (best === null || each.rank < best.rank ? each : best), null);

/** Rules for the right services come closest, whoever their peers. */
const nearestRule = (
  groupIds: readonly string[],
  direction: Direction,
  wanted: Wanted,
  index: ObservationIndex,
): Judged | null => {
  const fitting = rulesOfGroups(groupIds, direction, wanted.services, index);
  return fitting.length > 0
    ? nearestOf(fitting.map((held) => judgePeer(held, wanted, index)))
    : nearestOf(
        rulesOfGroups(groupIds, direction, ALL_SERVICES, index).map((held) =>
          judgeService(held, wanted, index),
        ),
      );
};

const obstacle = (
  end: Pick<End, "item" | "groupIds">,
  direction: Direction,
  wanted: Wanted,
  index: ObservationIndex,
): Obstacle => {
  const nearest = nearestRule(end.groupIds, direction, wanted, index);
  return {
    end: direction === "egress" ? "source" : "target",
    interfaceId: end.item?.interfaceId ?? null,
    groupIds: end.groupIds,
    because: nearest?.because ?? "no-rules",
    nearest: nearest === null ? null : reachRule(nearest.rule),
  };
};

const groupIdsOf = (source: Source): readonly string[] =>
  source.kind === "ends" ? [...new Set(source.ends.flatMap(({ groupIds }) => groupIds))] : [];

const peersOf = (target: End): FlowSet => ({
  ...unionAllFlows(target.homes.map((home) => flowsWithPlace(home, ALL_SERVICES))),
  groups: target.groupIds.map((groupId) => ({ groupId, services: ALL_SERVICES })),
});

const sourceObstacle = (
  sender: Holder,
  target: End,
  services: ServiceSet,
  index: ObservationIndex,
): Obstacle => {
  const wanted = { peers: peersOf(target), groupIds: target.groupIds, services };
  const found = obstacle(sender, "egress", wanted, index);
  return found.because === "other-peer" && target.kind === "known" && isSplit(sender, target)
    ? { ...found, because: "no-address" }
    : found;
};

/** No address family in common. */
const isSplit = (sender: Holder, target: End): boolean =>
  sender.item !== null &&
  !target.homes.some(({ family }) =>
    sender.item?.privateCidrs.some((cidr) => cidr.includes(":") === (family === "ipv6")),
  );

/** Target by target: those that let it in are blocked at the source. */
export const obstaclesTo = (
  source: Source,
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): Obstacle[] => {
  const wanted = { peers: askedFlows(source, ALL_SERVICES), groupIds: groupIdsOf(source), services };
  return classes.slice(0, MOST).flatMap(({ ends: [target], reach, governed }) => {
    const held = reach.held.filter((caller) => !isEmptyFlows(caller.letIn().surely));
    if (held.length === 0 && governed) return [obstacle(target, "ingress", wanted, index)];
    return held
      .slice(0, MOST)
      .flatMap(({ holders }) => holders.map((sender) => sourceObstacle(sender, target, services, index)));
  });
};

/** What keeps these senders from addresses outside. */
export const obstacleToNetwork = (
  senders: readonly End[],
  asked: FlowSet,
  services: ServiceSet,
  index: ObservationIndex,
): Obstacle[] => {
  const everything = (segments: FlowSet["ipv4"]) =>
    segments.map(({ from, to }) => ({ from, to, services: ALL_SERVICES }));
  const peers = { ipv4: everything(asked.ipv4), ipv6: everything(asked.ipv6), groups: [] };
  return senders
    .filter((sender) => sender.groupIds.length > 0)
    .slice(0, MOST)
    .map((sender) => obstacle(sender, "egress", { peers, groupIds: [], services }, index));
};
