/** What groups let through by the rules that are to stay: the cover that makes another group's rules needless. */
import { type Bounds, NO_BOUNDS, unionBounds } from "#lib/core/group/bounds.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { holdsPacket, type Packet } from "#lib/core/net/packet.ts";
import { NO_SERVICES, type ServiceSet, servicesOf, unionServices } from "#lib/core/net/service-set.ts";
import type { CatalogueContext } from "./catalogue-context.ts";
import { stays } from "./cover.ts";

export interface Cover {
  readonly byRule: Bounds;
  readonly packets: FlowSet;
}

/** A rule that stays, or may stay. */
interface Staying {
  readonly flows: Bounds;
  readonly isSure: boolean;
  readonly services: ServiceSet;
}

/** What groups let through, as far as it is to stay; each asked for once, and summed up only where it decides. */
export interface Covers {
  readonly of: (groupIds: readonly string[], direction: Direction) => Cover;
  /** False only if no rule of these groups holds the packet, by rule or by packet. */
  readonly mayHold: (groupIds: readonly string[], direction: Direction, packet: Packet) => boolean;
}

const servicesOfFlows = ({ ipv4, ipv6, groups }: FlowSet): ServiceSet =>
  [...ipv4, ...ipv6, ...groups].map(({ services }) => services).reduce(unionServices, NO_SERVICES);

const hasService = (services: ServiceSet, service: number): boolean =>
  services.some(({ from, to }) => from <= service && service <= to);

const kept = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  const old = known.get(key);
  if (old !== undefined) return old;
  const made = make();
  known.set(key, made);
  return made;
};

export const coversIn = (context: CatalogueContext): Covers => {
  const staying = new Map<string, readonly Staying[]>();
  const used = new Map<string, ServiceSet>();
  const bounds = new Map<string, Bounds>();
  const covers = new Map<string, Cover>();

  const stayingIn = (groupId: string, direction: Direction) =>
    kept(staying, `${direction} ${groupId}`, () =>
      (context.views.get(groupId)?.[direction] ?? []).flatMap((held): Staying[] => {
        const answer = stays(held, context);
        const services = servicesOfFlows(held.flows.possibly);
        return answer === "no" ? [] : [{ flows: held.flows, isSure: answer === "surely", services }];
      }),
    );
  const usedIn = (groupId: string, direction: Direction) =>
    kept(used, `${direction} ${groupId}`, () =>
      servicesOf(stayingIn(groupId, direction).flatMap(({ services }) => services)),
    );
  const boundsOf = (groupId: string, direction: Direction) =>
    kept(bounds, `${direction} ${groupId}`, () => {
      const rules = stayingIn(groupId, direction);
      return {
        surely: unionBounds(rules.filter(({ isSure }) => isSure).map(({ flows }) => flows)).surely,
        possibly: unionBounds(rules.map(({ flows }) => flows)).possibly,
      };
    });
  return {
    of: (groupIds, direction) =>
      kept(covers, `${direction} ${groupIds.join(" ")}`, () => {
        const byRule = unionBounds([NO_BOUNDS, ...groupIds.map((groupId) => boundsOf(groupId, direction))]);
        const packets = byPacket({ surely: byRule.surely, possibly: byRule.surely }, context.index).surely;
        return { byRule, packets };
      }),
    mayHold: (groupIds, direction, packet) =>
      groupIds.some(
        (groupId) =>
          hasService(usedIn(groupId, direction), packet.service) &&
          stayingIn(groupId, direction).some(
            ({ flows, services }) =>
              hasService(services, packet.service) &&
              // A group stands for whatever addresses its members have.
              ("groupId" in packet.peer ||
                flows.possibly.groups.length > 0 ||
                holdsPacket(flows.possibly, packet)),
          ),
      ),
  };
};
