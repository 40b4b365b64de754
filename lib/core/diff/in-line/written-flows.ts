/** Flows of a model as the EC2 rules they would be written as, findable by peer. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { RuleService } from "#lib/core/group/rule-services.ts";
import { ruleServicesFor } from "#lib/core/group/rules-for-flows.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";
import { servicesOfService } from "#lib/core/tier/meant-flows.ts";
import type { MeantPeer, Service, Stack } from "#lib/core/tier/pattern.ts";
import { type Extent, forEachMeeting } from "./extent.ts";
import { cidrPeer, groupPeer, prefixListPeer, tierPeer, type WrittenPeer } from "./written-peer.ts";

/** One peer and one service of the model. */
export interface MeantPart {
  readonly peer: MeantPeer;
  readonly service: Service;
}

/**
 * One rule of a part, with an extent that is never smaller than the rule. "Anyone" is two rules in a VPC with IPv6,
 * some icmp services are several.
 */
export interface MeantRule extends Extent {
  /** Among the rules it was written with. */
  readonly place: number;
  readonly part: MeantPart;
  readonly written: RuleService;
}

/** What some flows of a model are written as. */
export interface WrittenFlows {
  readonly rules: readonly MeantRule[];
  readonly count: number;
  /** By the text of the peer: the place of the first rule that names it, and of each rule the next that does. */
  readonly byPeer: ReadonlyMap<string, number>;
  readonly next: readonly number[];
  /** All services that are named, each once. */
  readonly services: readonly RuleService[];
  /** Of each rule the place of its service among these, and its peer as text and by kind. */
  readonly serviceAt: readonly number[];
  readonly texts: readonly string[];
  readonly kinds: readonly WrittenPeer["kind"][];
  /**
   * A guess that never decides anything: the place of the rule that was found last time at the beginning, and after
   * each rule. It is looked at before `byPeer`, since comparing a text takes less than finding it.
   */
  readonly following: number[];
  /** Groups, and other tiers of the stack, that are named. */
  readonly groups: ReadonlySet<string>;
  readonly tiers: ReadonlySet<string>;
  /** The prefix lists that are named, as they were. */
  readonly lists: ReadonlyMap<string, WrittenPeer>;
  /** Parts that have a flow in common with another part. */
  readonly meeting: ReadonlySet<MeantPart>;
}

interface WrittenService {
  readonly service: Service;
  readonly rules: readonly { readonly written: RuleService; readonly services: ServiceRange }[];
}

/** Services belong to patterns, which many stacks share. */
const writtenByService = new WeakMap<Service, WrittenService>();

/** How EC2 writes a service; where it takes several rules, each has the extent of all of them. */
const writtenService = (service: Service): WrittenService => {
  const known = writtenByService.get(service);
  if (known !== undefined) return known;
  const rules = servicesOfService(service).flatMap((services) =>
    ruleServicesFor(services).map((written) => ({ written, services })),
  );
  writtenByService.set(service, { service, rules });
  return { service, rules };
};

const modelCidr = (text: string): WrittenPeer => {
  const peer = cidrPeer(text);
  if (peer === null) throw new Error(`The model names the network ${text}.`);
  return peer;
};

const WORLD: readonly WrittenPeer[] = ["0.0.0.0/0", "::/0"].map(modelCidr);
const WORLD_IPV4: readonly WrittenPeer[] = WORLD.slice(0, 1);

/** What a pattern's flows are read against: whatever of an observation decides how they are written. */
export interface Setting {
  readonly index: ObservationIndex;
  /** What "anyone" is written as; null while nobody knows whether the VPC has IPv6. */
  readonly anyone: readonly WrittenPeer[] | null;
}

export const settingOf = (stack: Stack, index: ObservationIndex): Setting => {
  const vpc = index.vpcs.get(stack.vpcId);
  if (vpc === undefined || !index.observation.parts.vpcs.complete) return { index, anyone: null };
  return { index, anyone: vpc.ipv6Cidrs.length > 0 ? WORLD : WORLD_IPV4 };
};

/** Null where what is meant is not known, or not as simple as some rules: then only the algebra can tell. */
const writtenPeers = (peer: MeantPeer, { index, anyone }: Setting): readonly WrittenPeer[] | null => {
  switch (peer.kind) {
    case "cidr":
      return [modelCidr(peer.cidr)];
    case "prefix-list": {
      const written = prefixListPeer(peer.prefixListId, index);
      return written === null ? null : [written];
    }
    case "group":
      return [groupPeer(peer.groupId)];
    case "tier":
      return [tierPeer(peer.tier)];
    case "anyone":
      return anyone;
    case "granted-sources":
      return null;
  }
};

/** Some peers that may have the same services. */
interface PlainFlow {
  readonly peers: readonly MeantPeer[];
  readonly services: readonly Service[];
}

/** No rule: none is written like this, or none comes before or after. */
export const NONE = -1;

const isSameService = (
  service: RuleService | undefined,
  protocol: string,
  fromPort: number | null,
  toPort: number | null,
): boolean => service?.fromPort === fromPort && service.toPort === toPort && service.protocol === protocol;

/** The place of a service among those that are named; `NONE` when it is none of them. `last`: the rule found before. */
export const servicePlaceOf = (
  { services, serviceAt, following }: WrittenFlows,
  last: number,
  protocol: string,
  fromPort: number | null,
  toPort: number | null,
): number => {
  const guess = serviceAt[following[last + 1] ?? 0] ?? 0;
  if (isSameService(services[guess], protocol, fromPort, toPort)) return guess;
  for (let place = 0; place < services.length; place += 1)
    if (isSameService(services[place], protocol, fromPort, toPort)) return place;
  return NONE;
};

/**
 * The place of the rule that is written just like this: with this service, by its place, and this peer. `NONE` when
 * there is none. `last`: the one found before.
 */
export const placeOf = (
  { byPeer, next, following, serviceAt, kinds, texts }: WrittenFlows,
  last: number,
  service: number,
  kind: WrittenPeer["kind"],
  text: string,
): number => {
  const guess = following[last + 1] ?? 0;
  if (serviceAt[guess] === service && kinds[guess] === kind && texts[guess] === text) return guess;
  if (service === NONE) return NONE;
  for (let place = byPeer.get(text) ?? NONE; place !== NONE; place = next[place] ?? NONE)
    if (serviceAt[place] === service && kinds[place] === kind) {
      following[last + 1] = place;
      return place;
    }
  return NONE;
};

/** What `placeOf` looks into. */
const findable = (rules: readonly MeantRule[]) => {
  const byPeer = new Map<string, number>();
  const next = rules.map(({ peer, place }) => {
    const other = byPeer.get(peer.text) ?? NONE;
    byPeer.set(peer.text, place);
    return other;
  });
  const services: RuleService[] = [];
  const serviceAt = rules.map(({ written: { protocol, fromPort, toPort } }) => {
    const known = services.findIndex((service) => isSameService(service, protocol, fromPort, toPort));
    return known === NONE ? services.push({ protocol, fromPort, toPort }) - 1 : known;
  });
  return {
    count: rules.length,
    byPeer,
    next,
    services,
    serviceAt,
    texts: rules.map(({ peer }) => peer.text),
    kinds: rules.map(({ peer }) => peer.kind),
    following: [...rules.map(({ place }) => place), 0],
  };
};

const textsOf = (rules: readonly MeantRule[], kind: WrittenPeer["kind"]): Set<string> =>
  new Set(rules.flatMap(({ peer }) => (peer.kind === kind ? [peer.text] : [])));

/** Null where the algebra must tell. */
export const writeFlows = (flows: readonly PlainFlow[], setting: Setting): WrittenFlows | null => {
  const rules: MeantRule[] = [];
  const lists = new Map<string, WrittenPeer>();
  for (const flow of flows) {
    const writtenServices = flow.services.map(writtenService);
    for (const meant of flow.peers) {
      const peers = writtenPeers(meant, setting);
      if (peers === null) return null;
      for (const peer of peers) if (peer.kind === "prefix-list") lists.set(peer.text, peer);
      for (const { service, rules: forms } of writtenServices) {
        const part: MeantPart = { peer: meant, service };
        for (const peer of peers)
          for (const { written, services } of forms)
            rules.push({ place: rules.length, part, peer, written, services });
      }
    }
  }
  const meeting = new Set<MeantPart>();
  forEachMeeting(rules, (a, b) => {
    if (a.part !== b.part) meeting.add(a.part).add(b.part);
  });
  const [groups, tiers] = [textsOf(rules, "group"), textsOf(rules, "tier")];
  return { rules, ...findable(rules), groups, tiers, lists, meeting };
};

const haveSame = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((text, place) => text === b[place]));

/** Whether the prefix lists still say what they said when some flows were written. */
export const haveSameLists = (
  { lists }: WrittenFlows,
  prefixLists: ObservationIndex["prefixLists"],
): boolean => {
  for (const [prefixListId, { entries, family }] of lists) {
    const now = prefixLists.get(prefixListId);
    if (now?.family !== family || now.entries === null || entries === null) return false;
    if (!haveSame(now.entries, entries)) return false;
  }
  return true;
};
