/** One tier of a small stack beside its model, and what is left of it for the algebra. */

import { reduceDirection } from "#lib/core/diff/in-line/reduce-direction.ts";
import type { Observation, ObservedGroup, ObservedPart, ObservedRule } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import type {
  DirectionModel,
  MeantFlow,
  MeantPeer,
  OpenSource,
  Service,
  TierBinding,
} from "#lib/core/tier/pattern.ts";
import { ACCOUNT, bindingOf, groupOf, interfaceOf, observationOf, stackOf, tcp, tierOf } from "./estate.ts";

/** As in `groupOf`. */
export type Rules = readonly (string | ObservedRule)[];

/** The tier app, which sg-app plays, beside the tiers web and db. */
export interface ReducedCase {
  readonly flows?: readonly MeantFlow[];
  readonly model?: DirectionModel;
  readonly rules: Rules;
  readonly sources?: readonly OpenSource[];
  readonly more?: Partial<Omit<Observation, "parts">>;
  readonly unread?: readonly ObservedPart[];
  readonly group?: Partial<ObservedGroup>;
  readonly bindings?: readonly TierBinding[];
}

const BINDINGS = [bindingOf("app", "sg-app"), bindingOf("web", "sg-web"), bindingOf("db", "sg-db")];

const OTHERS = ["sg-web", "sg-db", "sg-x"].map((groupId) => groupOf(groupId, []));
/** Who carries the groups of the other tiers. */
export const MEMBERS = [
  interfaceOf("eni-w", ["sg-web"], ["10.0.1.7/32"]),
  interfaceOf("eni-d", ["sg-db"], ["10.0.3.7/32", "10.0.4.0/28"]),
];

/** The ingress of app, made small. */
export const reduced = ({
  flows = [],
  model,
  rules,
  sources = [],
  more = {},
  unread = [],
  group = {},
  bindings = BINDINGS,
}: ReducedCase) => {
  const tier = tierOf("app", [], { ingress: model ?? { mode: "list", flows } });
  const stack = stackOf({
    pattern: { ...stackOf().pattern, tiers: [tier, tierOf("web", []), tierOf("db", [])] },
    bindings,
    openSources: sources,
  });
  const groups = [groupOf("sg-app", rules, group), ...OTHERS, ...(more.groups ?? [])];
  const observation = observationOf({ interfaces: MEMBERS, ...more, groups }, unread);
  return reduceDirection(stack, tier, "ingress", indexObservation(observation));
};

const peerWords = (peer: MeantPeer): string => {
  if (peer.kind === "cidr") return peer.cidr;
  if (peer.kind === "tier") return peer.tier;
  if (peer.kind === "group") return peer.groupId;
  return peer.kind === "prefix-list" ? peer.prefixListId : peer.kind;
};

/** The flows (`PORT PEER`, sorted) and the rules (`SERVICE PEER`) that remain, or which of all or nothing does. */
export const left = (given: ReducedCase) => {
  const found = reduced(given);
  if (typeof found === "string") return found;
  const model = found.tier.ingress;
  if (model.mode !== "list") throw new Error("It is a list.");
  return {
    flows: model.flows
      .map(({ peer, services }) => `${services.map(({ fromPort }) => fromPort).join()} ${peerWords(peer)}`)
      .toSorted(),
    rules: (found.index.groups.get("sg-app")?.rules ?? []).map((rule) => {
      const { service, peer } = ruleText(rule);
      return `${service} ${peer}`;
    }),
  };
};

/** A network, or another peer, with some services. */
export const flow = (peer: MeantPeer | string, ...services: readonly Service[]): MeantFlow => ({
  peer: typeof peer === "string" ? { kind: "cidr", cidr: peer } : peer,
  services,
});
export const tier = (name: string): MeantPeer => ({ kind: "tier", tier: name });
export const named = (groupId: string): Extract<MeantPeer, { kind: "group" }> => ({ kind: "group", groupId });
/** The IPv4 list pl-1. */
export const list = (entries: readonly string[] | null) => ({
  prefixListId: "pl-1",
  name: "",
  family: "ipv4" as const,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 5,
  entries,
});

export const OFFICE = flow("198.51.100.0/24", tcp(22));
export const WEB = flow(tier("web"), tcp(8080));
