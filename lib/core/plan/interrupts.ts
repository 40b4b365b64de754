/**
 * Whether cleaning a group before interfaces get it cuts off what passes before and passes again after (law 4): an end
 * is open to somebody by a rule that goes, and will be again because one of the two gets the group. What is not known
 * counts against it: rules that nobody could read may name the group, so that whoever gets it is let in by them.
 */
import { type Bounds, unionBounds } from "../group/bounds.ts";
import { groupFlows } from "../group/group-flows.ts";
import type { Direction, ObservedInterface } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { canonicaliseCidr } from "../net/cidr.ts";
import {
  type FlowSet,
  flowsWithCidrs,
  intersectFlows,
  isEmptyFlows,
  NO_FLOWS,
  subtractFlows,
  unionFlows,
} from "../net/flow-set.ts";
import { ALL_SERVICES } from "../net/service-set.ts";
import type { PlanStep } from "./plan.ts";
import type { Revoke } from "./rule-steps.ts";
import { simulateAll } from "./simulate.ts";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** The two readings of flows by rule. */
const READINGS: readonly ((flows: Bounds, index: ObservationIndex) => Bounds)[] = [
  (flows) => flows,
  byPacket,
];

/** The groups that each interface gets, by its id. */
const groupsGot = (attach: readonly PlanStep[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    attach.flatMap((step) => {
      if (step.action !== "set-interface-groups") return [];
      const got = step.after.filter((groupId) => !step.before.includes(groupId));
      return got.length === 0 ? [] : [[step.interfaceId, got] as const];
    }),
  );

/** Everything with the addresses of these interfaces. */
const withAddressesOf = (items: readonly ObservedInterface[]): FlowSet =>
  flowsWithCidrs(
    items.flatMap(({ privateCidrs }) =>
      privateCidrs.map(canonicaliseCidr).flatMap((cidr) => (cidr.ok ? [cidr.value] : [])),
    ),
    ALL_SERVICES,
  );

const flowsOfGroups = (groupIds: readonly string[], direction: Direction, index: ObservationIndex): Bounds =>
  unionBounds(groupIds.map((groupId) => groupFlows(groupId, direction, index)));

/** `first`: what comes before the groups are attached. `revokes`: all that goes, then or later. */
export function interrupts(
  first: readonly PlanStep[],
  attach: readonly PlanStep[],
  revokes: readonly PlanStep[],
  before: ObservationIndex,
): boolean {
  const { interfaces, parts } = before.observation;
  const cleaning = first.filter((step): step is Revoke => step.action === "revoke");
  const got = groupsGot(attach);
  if (cleaning.length === 0 || got.size === 0) return false;
  // One that nobody has seen may carry what is cleaned.
  if (!parts.interfaces.complete) return true;
  const middleState = simulateAll(before.observation, first);
  const middle = indexObservation(middleState);
  const after = indexObservation(simulateAll(middleState, [...attach, ...revokes]));
  const newcomers = withAddressesOf(interfaces.filter(({ interfaceId }) => got.has(interfaceId)));
  return interfaces.some((item) => {
    const gone = cleaning.filter(({ groupId }) => item.groupIds.includes(groupId));
    const own = got.get(item.interfaceId) ?? [];
    const carried = [...item.groupIds, ...own];
    return DIRECTIONS.some((direction) => {
      const goes = unionBounds(
        gone.flatMap(({ groupId, rule }) => {
          const group = before.groups.get(groupId);
          return rule.direction !== direction || group === undefined ? [] : [ruleFlows(rule, group, before)];
        }),
      );
      if (isEmptyFlows(goes.possibly)) return false;
      return READINGS.some((read) => {
        const comes = (groupIds: readonly string[]) =>
          read(flowsOfGroups(groupIds, direction, after), after).possibly;
        const again = unionFlows(
          own.length === 0 ? NO_FLOWS : comes(own),
          intersectFlows(comes(carried), newcomers),
        );
        const lasting = intersectFlows(read(goes, before).possibly, again);
        const stays = read(flowsOfGroups(item.groupIds, direction, middle), middle).surely;
        return !isEmptyFlows(subtractFlows(lasting, stays));
      });
    });
  });
}
