/** The rules of a group that have to do with some services, found without making the others. */
import { intersectServices, type ServiceSet } from "#lib/core/net/service-set.ts";
import type { Direction, ObservedGroup, ObservedRule } from "./observation.ts";
import { type RuleService, ruleServices } from "./rule-services.ts";
import { forEachRule, rulesAt } from "./rules-on-demand.ts";

/** All that possibly allow any of these services, in their order. */
export const rulesOfServices = (
  group: ObservedGroup,
  direction: Direction,
  services: ServiceSet,
): readonly ObservedRule[] => {
  const places = new Set<number>();
  let last: RuleService | null = null;
  let isNear = false;
  forEachRule(group, direction, (service, _kind, _text, _reference, place) => {
    // Rules that were not made yet come by their services.
    if (service !== last) isNear = intersectServices(ruleServices(service).possibly, services).length > 0;
    last = service;
    if (isNear) places.add(place);
  });
  return rulesAt(group, places);
};
