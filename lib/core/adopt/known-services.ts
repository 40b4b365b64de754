/** Which services tell what a group is for. */
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { intersectServices, portRange, type ServiceSet, servicesOf } from "#lib/core/net/service-set.ts";
import type { Duty } from "./adoption.ts";

const TCP = 6;
const tcp = (...ports: readonly number[]): ServiceSet =>
  servicesOf(ports.flatMap((port) => portRange(TCP, port, port)));

/** Services that people and tools use to get onto a machine. */
export const ADMIN_SERVICES = tcp(22, 3389, 5985, 5986);

/** The service a grant opens. */
export const SSH = tcp(22);

const STORE_PORTS: readonly (readonly [Duty, readonly number[]])[] = [
  ["database", [3306, 5432, 1433, 1521, 1522, 27017, 27018, 5439, 50000, 9042, 7687, 26257, 33060, 8182]],
  ["cache", [6379, 6380, 11211]],
  ["queue", [5671, 5672, 61616, 61617, 9092, 9094, 9096, 9098, 1883, 8883, 4222]],
  ["search", [9200, 9300]],
  ["files", [2049, 445, 988]],
];

const STORES = STORE_PORTS.map(([duty, ports]) => [duty, tcp(...ports)] as const);

/** Where agents of monitoring listen. */
export const AGENTS = servicesOf([...tcp(9100, 9182, 10050, 5666, 8125), ...portRange(17, 161, 161)]);

/** More ports than any one application listens on: somebody did not want to look them up. */
const WIDE = 1_000;

export const isWide = (services: ServiceSet): boolean =>
  services.reduce((count, { from, to }) => count + to - from + 1, 0) >= WIDE;

export const meets = (a: ServiceSet, b: ServiceSet): boolean => intersectServices(a, b).length > 0;

/** The store whose well-known port is among these; wide ranges say nothing. */
export const storeOfServices = (services: ServiceSet): Duty | null =>
  isWide(services) ? null : (STORES.find(([, ports]) => meets(ports, services))?.[0] ?? null);

/** The services a rule surely names. */
export const servicesOfRule = (rule: CanonicalRule): ServiceSet => ruleServices(rule).surely;

/** Whether a rule is about getting onto a machine (or seeing whether it is there), and not about an application. */
export const isAdministrative = (rule: CanonicalRule): boolean => {
  if (rule.protocol === "icmp" || rule.protocol === "icmpv6") return true;
  const services = servicesOfRule(rule);
  return !isWide(services) && meets(services, ADMIN_SERVICES);
};
