import { type FlowSet, intersectFlows } from "./flow-set.ts";
import type { ServiceSet } from "./service-set.ts";

/** The part of a set that uses these services, whoever the peer. */
export const onlyServices = (set: FlowSet, services: ServiceSet): FlowSet =>
  services.length === 0
    ? { ipv4: [], ipv6: [], groups: [] }
    : intersectFlows(set, {
        ipv4: set.ipv4.map((segment) => ({ ...segment, services })),
        ipv6: set.ipv6.map((segment) => ({ ...segment, services })),
        groups: set.groups.map((group) => ({ ...group, services })),
      });
