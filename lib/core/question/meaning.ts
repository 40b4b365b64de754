/** What one name of a question may stand for: every stack's tier of that name, every group, a source, an address. */
import { describeAddressProblem } from "#lib/core/net/address-problem.ts";
import { parseCidrOrAddress } from "#lib/core/net/cidr.ts";
import type { ReachPeer } from "#lib/core/reach/question.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { type AskedEstate, type AskedPlace, type AskedSource, namesOfPlace } from "./asked-estate.ts";
import { nearestNames } from "./nearest-names.ts";
import type { Named } from "./question.ts";
import { nameOfSource, sourcesCalled } from "./source-names.ts";

export interface Meaning {
  /** Null for what is in no account: addresses, the Internet, sources. */
  readonly place: AskedPlace | null;
  /** Gives a tier its groups. */
  readonly stack: Stack | null;
  readonly end: ReachPeer;
  /** How this one alone is named. */
  readonly named: Named;
}

/** `nearest`: what it could have been. */
export interface NotNamed {
  readonly sentence: string;
  readonly nearest: readonly Named[];
}

type Meanings = Result<readonly [Meaning, ...Meaning[]], NotNamed>;

const outside = (end: ReachPeer, named: Named): Meaning => ({ place: null, stack: null, end, named });

const tiersNamed = (tier: string, stackName: string | null, { places }: AskedEstate): Meaning[] =>
  places.flatMap((place) =>
    place.stacks.flatMap((stack): Meaning[] =>
      (stackName === null || stack.name.toLowerCase() === stackName.toLowerCase()) &&
      groupsOfTier(stack.bindings, tier).length > 0
        ? [{ place, stack, end: { kind: "tier", tier }, named: { kind: "tier", tier, stack: stack.name } }]
        : [],
    ),
  );

const allTiersOf = (stackName: string, estate: AskedEstate): Meaning[] =>
  estate.places.flatMap((place) =>
    place.stacks
      .filter(({ name }) => name.toLowerCase() === stackName.toLowerCase())
      .flatMap((stack) =>
        stack.bindings.flatMap(({ tier }) => tiersNamed(tier, stack.name, { ...estate, places: [place] })),
      ),
  );

/** What it is rather than what it is called: somebody else's may be called the same. */
const endOfSource = ({ peer }: AskedSource, words: string): ReachPeer =>
  peer.kind === "prefix-list" ? { ...peer, name: words } : peer;

const sourcesNamed = (name: string, estate: AskedEstate): Meaning[] => {
  const isTier = (call: string) => tiersNamed(call.toLowerCase(), null, estate).length > 0;
  return sourcesCalled(name, estate.sources).map((source): Meaning => {
    const { peer } = source;
    const [seen] = peer.kind === "group" ? seenIn({ kind: "group", id: peer.groupId }, estate) : [];
    if (seen !== undefined) return seen;
    const named = nameOfSource(source, estate.sources, isTier);
    return outside(endOfSource(source, named.kind === "name" ? named.name : source.name), named);
  });
};

const inPlaces = (name: string, what: "groups" | "instances", { places }: AskedEstate): Meaning[] =>
  places.flatMap((place) =>
    (namesOfPlace(place)[what].get(name.toLowerCase()) ?? []).map(
      (id): Meaning => ({
        place,
        stack: null,
        end: what === "groups" ? { kind: "group", groupId: id } : { kind: "instance", instanceId: id },
        named: { kind: what === "groups" ? "group" : "instance", id },
      }),
    ),
  );

/** `storefront's db`, `db of storefront`, `storefront db`. */
const spokenTier = (name: string, estate: AskedEstate): Meaning[] => {
  const [, first, tier] = /^(.+?)(?:'s| )(?: ?the )? ?([a-z][a-z0-9-]*)$/i.exec(name) ?? [];
  const [, other, stack] = /^([a-z][a-z0-9-]*) (?:of|in) (?:the )?(?:stack )?(.+)$/i.exec(name) ?? [];
  return [
    ...(tier === undefined ? [] : tiersNamed(tier.toLowerCase(), first ?? "", estate)),
    ...(other === undefined ? [] : tiersNamed(other.toLowerCase(), stack ?? "", estate)),
  ];
};

const LOOKUPS: readonly ((name: string, estate: AskedEstate) => Meaning[])[] = [
  (name, estate) => tiersNamed(name.toLowerCase(), null, estate),
  sourcesNamed,
  allTiersOf,
  (name, estate) => inPlaces(name, "groups", estate),
  (name, estate) => inPlaces(name, "instances", estate),
  spokenTier,
];

const orElse = (found: readonly Meaning[], problem: () => NotNamed): Meanings => {
  const [first, ...others] = found;
  return first === undefined ? fail(problem()) : succeed([first, ...others]);
};

const noName = (name: string, estate: AskedEstate): NotNamed => {
  const network =
    /^[0-9a-f.:]+(?:\/[0-9]+)?$/i.test(name) && /[.:]/.test(name) ? parseCidrOrAddress(name) : null;
  return network?.ok === false
    ? { sentence: `${name} is no address. ${describeAddressProblem(network.problem)}`, nearest: [] }
    : {
        sentence: `Nothing is called ${name}: no tier, stack, source, group or instance that you can see.`,
        nearest: nearestNames(name, estate),
      };
};

/** Where an id of a group, instance or interface was seen. */
const seenIn = (named: Extract<Named, { id: string }>, { places }: AskedEstate): Meaning[] =>
  places.flatMap((place): Meaning[] => {
    const { index } = place;
    const { kind, id } = named;
    const at = { place, stack: null, named };
    if (kind === "group")
      return index.groups.has(id) || index.ownerByGroup.has(id)
        ? [{ ...at, end: { kind, groupId: id } }]
        : [];
    if (kind === "instance")
      return index.interfacesByInstance.has(id) ? [{ ...at, end: { kind, instanceId: id } }] : [];
    const isSeen = index.observation.interfaces.some(({ interfaceId }) => interfaceId === id);
    return isSeen ? [{ ...at, end: { kind, interfaceId: id } }] : [];
  });

/** The interface that a single address belongs to, by its private or public address. */
const interfaceAt = (cidr: string, { places }: AskedEstate): Meaning[] => {
  const address = cidr.replace(/\/(?:32|128)$/, "");
  return places.flatMap((place) =>
    place.index.observation.interfaces
      .filter((item) => item.publicAddresses.includes(address) || item.privateCidrs.includes(cidr))
      .map(
        ({ interfaceId }): Meaning => ({
          place,
          stack: null,
          end: { kind: "interface", interfaceId },
          named: { kind: "interface", id: interfaceId },
        }),
      ),
  );
};

/** `asTarget`: an address stands for the interface that has it, where one has. */
export const meaningsOf = (named: Named, estate: AskedEstate, asTarget: boolean): Meanings => {
  switch (named.kind) {
    case "here":
      return estate.here === null
        ? fail({
            sentence: "Sallyport cannot see which address you come from: name it instead.",
            nearest: [],
          })
        : succeed([outside({ kind: "cidr", cidr: estate.here }, named)]);
    case "internet":
      return asTarget
        ? fail({
            sentence: "The Internet is no target: name an address outside, such as 198.51.100.7.",
            nearest: [],
          })
        : succeed([outside({ kind: "internet" }, named)]);
    case "cidr": {
      const [first, ...others] = asTarget ? interfaceAt(named.cidr, estate) : [];
      return succeed(
        first === undefined ? [outside({ kind: "cidr", cidr: named.cidr }, named)] : [first, ...others],
      );
    }
    case "tier":
      return orElse(tiersNamed(named.tier, named.stack, estate), () => ({
        sentence:
          named.stack === null
            ? `No stack that you can see has a group for ${named.tier}.`
            : `There is no ${named.tier} of ${named.stack}.`,
        nearest: nearestNames(`${named.stack ?? ""} ${named.tier}`, estate),
      }));
    case "name": {
      const found = LOOKUPS.map((lookUp) => lookUp(named.name, estate)).find((each) => each.length > 0);
      return orElse(found ?? [], () => noName(named.name, estate));
    }
    default:
      return orElse(seenIn(named, estate), () => ({
        sentence: `There is no ${named.id} in what was seen.`,
        nearest: [],
      }));
  }
};
