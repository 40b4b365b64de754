/**
 * Many lines that are one thing to a person: a group that is open to most of the Internet, cut up into ranges because
 * a few networks among them are meant.
 */

import type { Direction } from "../group/observation.ts";
import { groupedBy } from "../grouped-by.ts";
import { parseFlows } from "../net/flow-line.ts";
import { NO_SERVICES, type ServiceSet, subtractServices } from "../net/service-set.ts";
import { parseService, printServices } from "../net/service-text.ts";
import { servicesOpenToWorld } from "../net/world.ts";
import type { FlowLine } from "./plan.ts";

export interface WorldFlows {
  readonly groupId: string;
  readonly direction: Direction;
  /** Printed: `tcp/20-25`. */
  readonly services: readonly string[];
  /** How many ranges it is cut into. */
  readonly ranges: number;
}

/** Fewer ranges than this are told one by one. */
const FEWEST = 4;
const MOST_OF_IT_PERCENT = 50;

const servicesOfLine = (line: FlowLine): ServiceSet => {
  const services = parseService(line.service);
  return services.ok ? services.value : NO_SERVICES;
};

function worldOf(lines: readonly FlowLine[]): ServiceSet {
  const flows = parseFlows(lines);
  return flows.ok ? servicesOpenToWorld(flows.value, MOST_OF_IT_PERCENT) : NO_SERVICES;
}

/** Lines that together are most of the Internet, as one each group and direction; the others as they are. */
export function splitWorld(lines: readonly FlowLine[]): {
  readonly world: readonly WorldFlows[];
  readonly others: readonly FlowLine[];
} {
  const buckets = groupedBy(lines, ({ groupId, direction }) => `${direction} ${groupId}`);
  const world: WorldFlows[] = [];
  const told = new Set<FlowLine>();
  for (const bucket of buckets.values()) {
    const networks = bucket.filter(({ peer }) => peer.includes("/"));
    const services = worldOf(networks);
    const covered = networks.filter((line) => {
      const own = servicesOfLine(line);
      return own.length > 0 && subtractServices(own, services).length === 0;
    });
    const [first] = covered;
    if (first === undefined || covered.length < FEWEST) continue;
    for (const line of covered) told.add(line);
    const { groupId, direction } = first;
    const ranges = new Set(covered.map(({ peer }) => peer)).size;
    world.push({ groupId, direction, services: printServices(services), ranges });
  }
  return { world, others: lines.filter((line) => !told.has(line)) };
}
