/**
 * What a cell of the matrix is by packet: the services that some interface of the one surely, or perhaps, gets through
 * to some interface of the other. By rule it may be less (a network that happens to hold the other's addresses) or more
 * (an egress that does not let out). It is `canReach` of the pair, without its proof.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import {
  ALL_SERVICES,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { servicesIn } from "#lib/core/reach/callers.ts";
import type { End } from "#lib/core/reach/end.ts";
import { judgeTargets } from "#lib/core/reach/judge-targets.ts";
import type { ReachPeer } from "#lib/core/reach/question.ts";
import { endsOf, sourceOf } from "#lib/core/reach/resolve.ts";
import type { Source } from "#lib/core/reach/source.ts";

export interface PacketCell {
  readonly open: ServiceSet;
  /** Of which nobody can tell, apart from those that are open. */
  readonly unknown: ServiceSet;
  /** That no security group decides, because an interface of the target carries none. */
  readonly ungoverned: ServiceSet;
}

export const NO_PACKETS: PacketCell = { open: NO_SERVICES, unknown: NO_SERVICES, ungoverned: NO_SERVICES };

const united = (sources: readonly Source[]): Source | null => {
  const [first, ...others] = sources;
  if (first === undefined || others.length === 0) return first ?? null;
  const ends = sources.flatMap((source) => (source.kind === "ends" ? source.ends : []));
  const once = new Map(ends.map((end) => [end.item?.interfaceId ?? end.groupIds.join(), end]));
  return { kind: "ends", ends: [...once.values()] };
};

/** A row's peers as one source; null for what is not there. Several must be groups. */
export const rowSource = (peers: readonly ReachPeer[], index: ObservationIndex): Source | null => {
  const found = peers.map((peer) => sourceOf(peer, { index, stack: null, sources: [] }));
  return united(found.flatMap((each) => (each.ok ? [each.value] : [])));
};

/** A column's groups as the interfaces that carry them, each once. */
export const columnEnds = (groupIds: readonly string[], index: ObservationIndex): readonly End[] => {
  const ends = groupIds.flatMap((groupId) => {
    const found = endsOf({ kind: "group", groupId }, { index, stack: null, sources: [] });
    return found.ok ? found.value : [];
  });
  return [...new Map(ends.map((end) => [end.item?.interfaceId ?? end.groupIds.join(), end])).values()];
};

export const packetCell = (
  source: Source | null,
  targets: readonly End[],
  index: ObservationIndex,
): PacketCell => {
  if (source === null || targets.length === 0) return NO_PACKETS;
  let cell = NO_PACKETS;
  let possibly = NO_SERVICES;
  for (const { governed, reach } of judgeTargets(source, targets, ALL_SERVICES, index)) {
    const sure = servicesIn(reach.flows.surely);
    cell = governed
      ? { ...cell, open: unionServices(cell.open, sure) }
      : { ...cell, ungoverned: unionServices(cell.ungoverned, sure) };
    possibly = unionServices(possibly, servicesIn(reach.flows.possibly));
  }
  const known = unionServices(cell.open, cell.ungoverned);
  return { ...cell, unknown: subtractServices(possibly, known) };
};
