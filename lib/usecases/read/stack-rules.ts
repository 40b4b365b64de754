/** The rules of a stack's tiers beside what the model means, each with its verdict and its life. */
import type { DirectionDiff, RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import type { StackDiff } from "#lib/core/diff/diff-stack.ts";
import type { Line, Witness } from "#lib/core/diff/line.ts";
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import type { RuleDeed } from "./rule-deeds.ts";
import { makerOfRule, type RuleLives, type Since, sinceOfRule } from "./rule-lives.ts";

export interface RuleRow {
  /** `GROUP KEY` */
  readonly id: string;
  readonly groupId: string;
  readonly key: string;
  readonly ruleIds: readonly string[];
  readonly direction: Direction;
  /** CIDR, prefix list id or group id as the rule writes it. */
  readonly peer: string;
  /** A prefix list's or group's name; null for a CIDR. Foreign text. */
  readonly peerName: string | null;
  readonly service: string;
  readonly verdict: RuleVerdict["verdict"];
  readonly outside: readonly Line[];
  readonly witness: Witness | null;
  readonly openToWorld: readonly string[];
  /** As they stand on EC2: foreign text. */
  readonly descriptions: readonly string[];
  readonly since: Since | null;
  readonly maker: RuleDeed | null;
}

export interface TierRules {
  readonly tier: string;
  readonly direction: Direction;
  readonly mode: DirectionDiff["mode"];
  readonly meant: readonly Line[];
  readonly missing: readonly Line[];
  readonly rules: readonly RuleRow[];
}

const nameOfPeer = (peer: RuleVerdict["peer"], index: ObservationIndex): string | null => {
  if (peer.kind === "group") return index.groups.get(peer.groupId)?.name ?? null;
  return peer.kind === "prefix-list" ? (index.prefixLists.get(peer.prefixListId)?.name ?? null) : null;
};

const descriptionsOf = (groupId: string, key: string, index: ObservationIndex): readonly string[] => {
  const rules = canonicalRules(index.groups.get(groupId)?.rules ?? []);
  const copies = rules.find((rule) => rule.key === key)?.copies ?? [];
  return [...new Set(copies.flatMap((copy) => copy.description ?? []))].filter((text) => text !== "");
};

export const ruleRow = (rule: RuleVerdict, index: ObservationIndex, lives: RuleLives): RuleRow => ({
  id: rule.id,
  groupId: rule.groupId,
  key: rule.key,
  ruleIds: rule.ruleIds,
  direction: rule.direction,
  peerName: nameOfPeer(rule.peer, index),
  ...ruleText(rule),
  verdict: rule.verdict,
  outside: rule.outside,
  witness: (rule.outside[0] ?? rule.inside[0] ?? rule.unknown[0])?.witness ?? null,
  openToWorld: rule.openToWorld,
  descriptions: descriptionsOf(rule.groupId, rule.key, index),
  since: sinceOfRule(lives, rule.groupId, rule.key),
  maker: makerOfRule(lives, rule.groupId, rule.key),
});

/** Ingress of every tier, and egress where the pattern manages it. */
export const stackRules = (
  diff: StackDiff,
  index: ObservationIndex,
  lives: RuleLives,
): readonly TierRules[] =>
  diff.tiers.flatMap(({ tier, ingress, egress }) =>
    [ingress, egress]
      .filter(({ direction, mode }) => direction === "ingress" || mode !== "unmanaged")
      .map(({ direction, mode, meant, missing, rules }) => ({
        tier,
        direction,
        mode,
        meant,
        missing,
        rules: rules.map((rule) => ruleRow(rule, index, lives)),
      })),
  );
