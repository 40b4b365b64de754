/** One direction of an interface as an nftables chain: one line a rule and family, every group's rules one after another. */
import type { Direction, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { equalServices } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { matchPeer, type NamedSet, type PeerMatch } from "./peer-match.ts";
import { matchServices } from "./service-match.ts";

export interface Chain {
  readonly lines: readonly string[];
  readonly sets: readonly NamedSet[];
  /** What stays closed because it could not be told, one sentence each. */
  readonly unknown: readonly string[];
}

const RULE_ID = /^sgr-[0-9a-z]{1,40}$/;

/** How a rule is named: EC2's id of it, else its group. Nothing a person wrote stands in a ruleset. */
const ruleName = (rule: ObservedRule, group: ObservedGroup): string =>
  rule.ruleId !== null && RULE_ID.test(rule.ruleId) ? `${group.groupId} ${rule.ruleId}` : group.groupId;

const peerWords = ({ family, addresses }: PeerMatch, direction: Direction): string => {
  if (addresses === null) return `meta nfproto ${family}`;
  return `${family === "ipv4" ? "ip" : "ip6"} ${direction === "ingress" ? "saddr" : "daddr"} ${addresses}`;
};

const ruleChain = (
  rule: ObservedRule,
  group: ObservedGroup,
  index: ObservationIndex,
): Result<Chain, string> => {
  const peer = matchPeer(rule.peer, group, index);
  if (!peer.ok) return peer;
  const services = ruleServices(rule);
  const name = ruleName(rule, group);
  const lines = peer.value.matches.flatMap((match) =>
    matchServices(services.surely, match.family).map((service) =>
      [peerWords(match, rule.direction), service, `counter accept comment "${name}"`]
        .filter((part) => part !== "")
        .join(" "),
    ),
  );
  const isExact = equalServices(services.surely, services.possibly);
  const unknown = [peer.value.unknown, isExact ? null : "EC2 does not accept its protocol with its ports"];
  return succeed({
    lines,
    sets: peer.value.matches.flatMap(({ set }) => (set === null ? [] : [set])),
    unknown: unknown.flatMap((reason) => (reason === null ? [] : [`${name}: ${reason}.`])),
  });
};

/** Everything the groups allow in a direction, rule by rule: the kernel unites what the core would unite. */
export const directionChain = (
  groups: readonly ObservedGroup[],
  direction: Direction,
  index: ObservationIndex,
): Result<Chain, string> => {
  const chains: Chain[] = [];
  for (const group of groups)
    for (const rule of group.rules) {
      if (rule.direction !== direction) continue;
      const chain = ruleChain(rule, group, index);
      if (!chain.ok) return fail(chain.problem);
      chains.push(chain.value);
    }
  return succeed({
    lines: chains.flatMap(({ lines }) => lines),
    sets: chains.flatMap(({ sets }) => sets),
    unknown: chains.flatMap(({ unknown }) => unknown),
  });
};
