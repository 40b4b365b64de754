/** What each group does: first those that serve every tier (doors, bastions, tools), then the tiers themselves. */
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { equalServices, NO_SERVICES, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import type { Duty } from "./adoption.ts";
import type { GroupFacts } from "./group-facts.ts";
import { AGENTS, isAdministrative, isWide, servicesOfRule, storeOfServices } from "./known-services.ts";
import type { Link, LinkMap } from "./links.ts";
import { placeOfRule } from "./outside.ts";
import { dutyOfWord, namesTool, wordsOf } from "./vocabulary.ts";

/** A tool (monitoring, backup, a scanner) reaches into every stack and belongs to none. */
export type Part = Duty | "tool";

type Facts = ReadonlyMap<string, GroupFacts>;

const MOST = 0.8;
const isMost = (part: number, whole: number): boolean => whole > 0 && part >= whole * MOST;

const says = (group: GroupFacts, ...duties: readonly Duty[]): boolean =>
  wordsOf(group.group.name).some((word) => duties.some((duty) => dutyOfWord(word) === duty));

/** ICMP lets nobody onto a machine. */
const letsOnto = (rule: CanonicalRule): boolean =>
  isAdministrative(rule) && !rule.protocol.startsWith("icmp");

/** Rules by which people come onto the machines: an administrator's service from networks. */
export const peopleRules = (group: GroupFacts): readonly CanonicalRule[] =>
  group.ingress.filter((rule) => rule.peer.kind !== "group" && letsOnto(rule));

/** Takes people and offers nothing: a door, if anything carries it. One that lets in nobody now must say so itself. */
const isDoorlike = (group: GroupFacts): boolean =>
  group.offers.length === 0 &&
  (group.ingress.some(letsOnto) ||
    (group.ingress.length === 0 && group.group.rulesKnown && says(group, "door")));

/** The groups of tiers, as far as one can tell, that interfaces carry beside this one; and how many carry any. */
const beside = (group: GroupFacts, facts: Facts) => {
  const isOther = (id: string): boolean => {
    const other = facts.get(id);
    return id !== group.groupId && other !== undefined && !isDoorlike(other);
  };
  const others = group.carriers.map((item) => item.groupIds.filter(isOther));
  return { carriers: others.filter((ids) => ids.length > 0).length, groups: new Set(others.flat()).size };
};

/** Reaches everything on one service that is no store's; two targets or one are enough where more speaks for it. */
const isTool = (out: readonly Link[], into: readonly Link[], group: GroupFacts): boolean => {
  const [first] = out;
  if (first === undefined || into.length > 0 || group.madeFor !== null) return false;
  if (!out.every((link) => equalServices(link.services, first.services))) return false;
  if (subtractServices(first.services, AGENTS).length === 0 || namesTool(group.group.name)) return true;
  return new Set(out.map((link) => link.to)).size >= 3 && storeOfServices(first.services) === null;
};

const specialPart = (group: GroupFacts, links: LinkMap, facts: Facts): Part | null => {
  if (group.madeFor?.duty === "connect-endpoint") return "connect-endpoint";
  const out = links.out(group.groupId);
  const into = links.into(group.groupId).filter((link) => !link.isAdministrative);
  const application = out.filter((link) => !link.isAdministrative);
  const people = peopleRules(group);
  const offersNothing = group.offers.length === 0;
  if (offersNothing && people.length > 0 && out.some((link) => link.isAdministrative)) return "bastion";
  if (offersNothing && says(group, "bastion") && out.length > 0) return "bastion";
  const { carriers, groups } = beside(group, facts);
  if (isDoorlike(group) && application.length === 0) {
    if (isMost(carriers, group.carriers.length)) return "door";
    if (group.carriers.length === 0 && says(group, "door")) return "door";
  }
  if (group.madeFor === null && application.length === 0 && into.length === 0) {
    const enough = says(group, "common") ? 1 : 2;
    if (groups >= enough && isMost(carriers, group.carriers.length)) return "common";
  }
  return isTool(application, into, group) ? "tool" : null;
};

/** Open to networks outside the VPC (or all of it) on the application's own services. */
export const isOpenOutside = (group: GroupFacts, index: ObservationIndex): boolean =>
  group.ingress.some((rule) => {
    if (isAdministrative(rule) || isWide(servicesOfRule(rule))) return false;
    const place = placeOfRule(rule, group.group.vpcId, index);
    return place === "world" || place === "outside";
  });

const STORES: readonly Duty[] = ["database", "cache", "queue", "search", "files"];

const workloadDuty = (
  group: GroupFacts,
  into: readonly Link[],
  isLeaf: boolean,
  openOutside: ReadonlySet<string>,
): Duty => {
  if (group.madeFor !== null) return group.madeFor.duty;
  const asked = into.map((link) => link.services).reduce(unionServices, NO_SERVICES);
  const store = storeOfServices(asked.length > 0 ? asked : group.offers);
  if (store !== null) return store;
  const named = STORES.find((duty) => says(group, duty));
  if (named !== undefined && into.length > 0 && isLeaf) return named;
  if (says(group, "balancer") && openOutside.has(group.groupId) && !isLeaf) return "balancer";
  if (says(group, "endpoint") && into.length > 0 && !openOutside.has(group.groupId)) return "endpoint";
  const behindFront = into.some((link) => openOutside.has(link.from));
  return openOutside.has(group.groupId) && !behindFront ? "front" : "inner";
};

/** Every candidate's part, by group id. */
export const partsOf = (facts: Facts, links: LinkMap, index: ObservationIndex): ReadonlyMap<string, Part> => {
  const parts = new Map<string, Part>();
  for (const group of facts.values()) {
    const part = specialPart(group, links, facts);
    if (part !== null) parts.set(group.groupId, part);
  }
  const openOutside = new Set(
    [...facts.values()].filter((group) => isOpenOutside(group, index)).map((group) => group.groupId),
  );
  const special = new Set(parts.keys());
  for (const group of facts.values()) {
    if (special.has(group.groupId)) continue;
    const into = links
      .into(group.groupId)
      .filter((link) => !link.isAdministrative && !special.has(link.from));
    const isLeaf = links.out(group.groupId).every((link) => link.isAdministrative);
    parts.set(group.groupId, workloadDuty(group, into, isLeaf, openOutside));
  }
  return parts;
};
