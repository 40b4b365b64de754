/** Which services of a list a set of rules opens to the whole Internet, in whatever pieces. */
import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { worldServices } from "#lib/core/diff/open-to-world.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { type FlowSet, unionAllFlows } from "#lib/core/net/flow-set.ts";
import type { Segment } from "#lib/core/net/segment.ts";
import { intersectServices, type ServiceSet } from "#lib/core/net/service-set.ts";
import { servicesOpenToWorld } from "#lib/core/net/world.ts";

const sizeOf = (segments: readonly Segment[]): bigint =>
  segments.reduce((size, { from, to }) => size + to - from + 1n, 0n);

/** Fewer addresses than an eighth of a family are no quarter of its public ones: most groups end here. */
const isWide = (set: FlowSet): boolean => sizeOf(set.ipv4) >= 1n << 29n || sizeOf(set.ipv6) >= 1n << 122n;

export const worldOpen = (set: FlowSet, among: ServiceSet): ServiceSet =>
  isWide(set) ? intersectServices(servicesOpenToWorld(set), among) : [];

/** The rules that have anything to do with these services: what the others allow need not be known. */
export const rulesAbout = (rules: readonly HeldRule[], services: ServiceSet): HeldRule[] =>
  rules.filter(({ rule }) => intersectServices(ruleServices(rule).possibly, services).length > 0);

const surely = (rules: readonly HeldRule[]): FlowSet => unionAllFlows(rules.map(({ flows }) => flows.surely));

/**
 * The rules that open these services to the world, alone or together. Without them nothing does: what hides behind a
 * wide rule is found once that one is thought away.
 */
export const worldOpeners = (all: readonly HeldRule[], among: ServiceSet): HeldRule[] => {
  const rules = rulesAbout(all, among);
  const openers = new Set<HeldRule>();
  for (;;) {
    const rest = rules.filter((rule) => !openers.has(rule));
    const open = worldOpen(surely(rest), among);
    const world = worldServices(rest.map(({ flows }) => flows.surely));
    const found = rest.filter((_, at) => intersectServices(world[at] ?? [], open).length > 0);
    if (found.length === 0) return rules.filter((rule) => openers.has(rule));
    for (const rule of found) openers.add(rule);
  }
};
