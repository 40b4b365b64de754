/** What groups let through by the rules that are to stay: the cover that makes another group's rules needless. */
import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { type Bounds, NO_BOUNDS, unionBounds } from "#lib/core/group/bounds.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { holdsPacket, type Packet } from "#lib/core/net/packet.ts";
import { type ServiceSet, servicesOf } from "#lib/core/net/service-set.ts";
import type { CatalogueContext } from "./catalogue-context.ts";
import { stays } from "./cover.ts";
import { keptBy } from "./kept-by.ts";

export interface Cover {
  readonly byRule: Bounds;
  readonly packets: FlowSet;
}

/** A rule that stays, or may stay. */
interface Staying {
  readonly held: HeldRule;
  readonly isSure: boolean;
  /** That the rule names, whatever its peer stands for. */
  readonly services: ServiceSet;
}

/** What groups let through, as far as it is to stay; each asked for once, and summed up only where it decides. */
export interface Covers {
  readonly of: (groupIds: readonly string[], direction: Direction) => Cover;
  /** False only if no rule of these groups holds the packet, by rule or by packet. */
  readonly mayHold: (groupIds: readonly string[], direction: Direction, packet: Packet) => boolean;
}

const hasService = (services: ServiceSet, service: number): boolean =>
  services.some(({ from, to }) => from <= service && service <= to);

export const coversIn = (context: CatalogueContext): Covers => {
  const inDirection = (direction: Direction) => {
    const stayingIn = keptBy((groupId: string) =>
      (context.views.get(groupId)?.[direction] ?? []).flatMap((held): Staying[] => {
        const answer = stays(held, context);
        const services = ruleServices(held.rule).possibly;
        return answer === "no" ? [] : [{ held, isSure: answer === "surely", services }];
      }),
    );
    const boundsOf = keptBy((groupId: string): Bounds => {
      const rules = stayingIn(groupId);
      return {
        surely: unionBounds(rules.filter(({ isSure }) => isSure).map(({ held }) => held.flows)).surely,
        possibly: unionBounds(rules.map(({ held }) => held.flows)).possibly,
      };
    });
    return {
      stayingIn,
      usedIn: keptBy((groupId: string) => servicesOf(stayingIn(groupId).flatMap(({ services }) => services))),
      coverOf: keptBy((names: string): Cover => {
        const byRule = unionBounds([NO_BOUNDS, ...names.split(" ").map(boundsOf)]);
        const packets = byPacket({ surely: byRule.surely, possibly: byRule.surely }, context.index).surely;
        return { byRule, packets };
      }),
    };
  };
  const rules = { ingress: inDirection("ingress"), egress: inDirection("egress") };
  return {
    of: (groupIds, direction) => rules[direction].coverOf(groupIds.join(" ")),
    mayHold: (groupIds, direction, packet) =>
      groupIds.some(
        (groupId) =>
          hasService(rules[direction].usedIn(groupId), packet.service) &&
          rules[direction].stayingIn(groupId).some(
            ({ held, services }) =>
              hasService(services, packet.service) &&
              // A group stands for whatever addresses its members have.
              ("groupId" in packet.peer ||
                held.flows.possibly.groups.length > 0 ||
                holdsPacket(held.flows.possibly, packet)),
          ),
      ),
  };
};
