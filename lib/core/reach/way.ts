/** One packet that gets through, and the rules at both ends of its way. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Family, higher, printAddress } from "#lib/core/net/address.ts";
import { type FlowSet, intersectFlows, isEmptyFlows } from "#lib/core/net/flow-set.ts";
import { type Packet, printPacket, witnessOf } from "#lib/core/net/packet.ts";
import { segmentsWithin } from "#lib/core/net/restrict-flows.ts";
import { intersectServices, type ServiceSet } from "#lib/core/net/service-set.ts";
import { homesWithin } from "./address-book.ts";
import type { ReachAnswer, WayEnd } from "./answer.ts";
import { type Holder, holdersFrom } from "./callers.ts";
import { type End, sureFlows, withMembers } from "./end.ts";
import { reachRule, rulesOfGroups } from "./held-rules.ts";
import type { JudgedClass } from "./judge-targets.ts";
import { letOutTo } from "./let-out.ts";
import { servicesWith } from "./services-with.ts";
import { type Source, symbolOf } from "./source.ts";

type Way = Pick<ReachAnswer, "witness" | "source" | "target">;

const NO_WAY: Way = { witness: null, source: null, target: null };

const OUTSIDE: WayEnd = { governed: "outside", interfaceId: null, instanceId: null, groupIds: [], rules: [] };

/** Who sends this packet; nobody known for one from outside. */
const senderOf = (packet: Packet, source: Source, target: End, index: ObservationIndex): Holder | null => {
  if (source.kind === "outside") return null;
  const { peer } = packet;
  if ("groupId" in peer)
    return source.kind === "ends"
      ? (source.ends.find((end) => symbolOf(end) === peer.groupId) ?? null)
      : null;
  const range = { from: peer.value, to: peer.value };
  if (source.kind === "ends")
    return (
      source.ends.find((end) =>
        end.homes.some(
          ({ family, from, to }) => family === peer.family && from <= peer.value && peer.value <= to,
        ),
      ) ?? null
    );
  const [home] = homesWithin(peer.family, range, index);
  if (home === undefined || !index.observation.parts.interfaces.complete) return null;
  const { holders, certain } = holdersFrom(target.vpcIds, index)(home);
  return certain ? (holders[0] ?? null) : null;
};

/** The first address of the target that the flows go to. */
const addressFor = (flows: FlowSet, service: number, target: End, family: Family | null): string | null => {
  if (target.kind !== "known") return null;
  for (const home of target.homes) {
    if (family !== null && home.family !== family) continue;
    const isOpen = (services: ServiceSet) =>
      services.some(({ from, to }) => from <= service && service <= to);
    if (flows.groups.some((group) => home.groupIds.includes(group.groupId) && isOpen(group.services)))
      return printAddress({ family: home.family, value: home.from });
    const segment = segmentsWithin(flows, home.family, home).find(({ services }) => isOpen(services));
    if (segment !== undefined)
      return printAddress({ family: home.family, value: higher(segment.from, home.from) });
  }
  return null;
};

const firstAddress = (target: End, family: Family | null): string | null => {
  const home = target.homes.find((each) => family === null || each.family === family);
  return home === undefined || target.kind !== "known"
    ? null
    : printAddress({ family: home.family, value: home.from });
};

const governedBy = ({ kind, groupIds }: Pick<End, "kind" | "groupIds">): WayEnd["governed"] =>
  kind === "known" && groupIds.length === 0 ? "ungoverned" : "by-groups";

const sourceEnd = (
  sender: Holder,
  target: End,
  services: ServiceSet,
  family: Family | null,
  index: ObservationIndex,
): WayEnd => ({
  governed: governedBy(sender),
  interfaceId: sender.item?.interfaceId ?? null,
  instanceId: sender.item?.instanceId ?? null,
  groupIds: sender.groupIds,
  rules: rulesOfGroups(sender.groupIds, "egress", services, index)
    .filter(({ flows }) => intersectServices(servicesWith(flows, target, family).surely, services).length > 0)
    .map(reachRule),
});

const targetEnd = (target: End, open: FlowSet, services: ServiceSet, index: ObservationIndex): WayEnd => ({
  governed: governedBy(target),
  interfaceId: target.item?.interfaceId ?? null,
  instanceId: target.item?.instanceId ?? null,
  groupIds: target.groupIds,
  rules: rulesOfGroups(target.groupIds, "ingress", services, index)
    .filter(({ flows }) => !isEmptyFlows(intersectFlows(withMembers(flows.surely, index), open)))
    .map(reachRule),
});

/** Governed targets first; nothing where nothing surely gets through. */
export const wayOf = (
  source: Source,
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): Way => {
  const open = classes.filter(({ reach }) => !isEmptyFlows(reach.flows.surely));
  const judged = open.find(({ governed }) => governed) ?? open[0];
  const packet = judged === undefined ? null : witnessOf(judged.reach.flows.surely);
  if (judged === undefined || packet === null) return NO_WAY;
  const family = "groupId" in packet.peer ? null : packet.peer.family;
  const sender = senderOf(packet, source, judged.ends[0], index);
  const isLetOut = (target: End) =>
    sender === null ||
    letOutTo(
      [target],
      services,
      index,
    )([sender], family).surely.some(({ from, to }) => from <= packet.service && packet.service <= to);
  const target = judged.ends.find(isLetOut) ?? judged.ends[0];
  const { peer, service } = printPacket(packet);
  const to =
    sender === null || sender.groupIds.length === 0
      ? firstAddress(target, family)
      : addressFor(sureFlows(sender, "egress", services, index), packet.service, target, family);
  return {
    witness: { from: "groupId" in packet.peer ? null : peer, to, service },
    source: sender === null ? OUTSIDE : sourceEnd(sender, target, services, family, index),
    target: targetEnd(target, judged.reach.flows.surely, services, index),
  };
};
