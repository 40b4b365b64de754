/**
 * Which groups of an application play which tier. Groups that do the same, take from the same, on the same services,
 * and are let in by the same are one tier; a group that nothing links joins the tier whose interfaces all carry it.
 */

import { NO_SERVICES, unionServices } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { Duty } from "./adoption.ts";
import type { Application } from "./applications.ts";
import type { Part } from "./duty.ts";
import type { GroupFacts } from "./group-facts.ts";
import type { Link } from "./links.ts";

export interface TierGroups {
  readonly duty: Duty;
  /** Primary first: the one most interfaces carry. */
  readonly groupIds: readonly string[];
}

type Facts = ReadonlyMap<string, GroupFacts>;

const servicesWith = (links: readonly Link[], test: (link: Link) => boolean): string =>
  printServices(
    links
      .filter(test)
      .map((link) => link.services)
      .reduce(unionServices, NO_SERVICES),
  ).join(",");

/** What makes two groups the same tier. */
const signature = (groupId: string, duty: Part, links: readonly Link[], facts: Facts): string => {
  const into = links.filter((link) => link.to === groupId);
  const out = links.filter((link) => link.from === groupId);
  const callers = [...new Set(into.map((link) => link.from))].sort();
  const called = [...new Set(out.map((link) => link.to))].sort();
  const offers = into.length === 0 ? printServices(facts.get(groupId)?.offers ?? []).join(",") : "";
  return [
    duty,
    callers.join("+"),
    servicesWith(into, () => true),
    offers,
    ...called.map((id) => `${id}:${servicesWith(out, (link) => link.to === id)}`),
  ].join(" ");
};

/** The tier's group that carries most comes first: plans write to it. */
const primaryFirst = (groupIds: readonly string[], facts: Facts): string[] =>
  [...groupIds].sort((a, b) => {
    const [one, other] = [facts.get(a)?.carriers.length ?? 0, facts.get(b)?.carriers.length ?? 0];
    return other - one || (a < b ? -1 : 1);
  });

/** The linked group whose interfaces are exactly those that carry this unlinked one. */
const carrierOf = (groupId: string, linked: readonly string[], facts: Facts): string | null => {
  const own = facts.get(groupId)?.carriers ?? [];
  if (own.length === 0) return null;
  const hosts = linked.filter((id) => own.every((item) => item.groupIds.includes(id)));
  return hosts.length === 1 ? (hosts[0] ?? null) : null;
};

/** The depth of each group: the longest way from a caller that nobody calls, cycles cut. */
const depths = (application: Application): ReadonlyMap<string, number> => {
  const found = new Map(application.groupIds.map((id) => [id, 0]));
  for (let round = 0; round < application.groupIds.length; round += 1) {
    let moved = false;
    for (const { from, to } of application.links) {
      const next = Math.min((found.get(from) ?? 0) + 1, application.groupIds.length);
      if (next <= (found.get(to) ?? 0)) continue;
      found.set(to, next);
      moved = true;
    }
    if (!moved) break;
  }
  return found;
};

const ORDER: readonly Duty[] = [
  ...(["balancer", "front", "inner", "queue", "cache", "search", "files", "database", "endpoint"] as const),
  ...(["common", "bastion", "connect-endpoint", "door"] as const),
];

/** In the order people think of them: from the entrance to the stores. */
export const tiersOf = (
  application: Application,
  parts: ReadonlyMap<string, Part>,
  facts: Facts,
): TierGroups[] => {
  const { groupIds, links } = application;
  const isLinked = (id: string) => links.some((link) => link.from === id || link.to === id);
  const linked = groupIds.filter(isLinked);
  const bySignature = new Map<string, string[]>();
  const host = new Map<string, string>();
  for (const id of groupIds) {
    const carrier = isLinked(id) ? null : carrierOf(id, linked, facts);
    if (carrier !== null) {
      host.set(id, carrier);
      continue;
    }
    const key = signature(id, parts.get(id) ?? "inner", links, facts);
    bySignature.set(key, [...(bySignature.get(key) ?? []), id]);
  }
  const depth = depths(application);
  return [...bySignature.values()]
    .map((ids): TierGroups & { readonly depth: number } => {
      const guests = [...host].filter(([, carrier]) => ids.includes(carrier)).map(([guest]) => guest);
      const part = parts.get(ids[0] ?? "") ?? "inner";
      const duty = part === "tool" ? "inner" : part;
      return {
        duty,
        groupIds: [...primaryFirst(ids, facts), ...guests],
        depth: Math.max(...ids.map((id) => depth.get(id) ?? 0)),
      };
    })
    .sort(
      (a, b) =>
        ORDER.indexOf(a.duty) - ORDER.indexOf(b.duty) ||
        a.depth - b.depth ||
        ((a.groupIds[0] ?? "") < (b.groupIds[0] ?? "") ? -1 : 1),
    )
    .map(({ duty, groupIds: ids }) => ({ duty, groupIds: ids }));
};
