/** A stack's difference as a picture: every allowed flow, and every flow that should be, is one of its edges. */
import type { DirectionDiff, RuleVerdict } from "../diff/diff-direction.ts";
import type { StackDiff, TierDiff } from "../diff/diff-stack.ts";
import type { Finding } from "../diff/finding.ts";
import type { Line } from "../diff/line.ts";
import type { Direction, RulePeer } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { ruleServices } from "../group/rule-services.ts";
import { printServices } from "../net/service-text.ts";
import type { Stack } from "../tier/pattern.ts";
import { doorsOf, membersOf } from "./picture-members.ts";
import { type NamedSource, type SourceNames, sourceNames, sourceOf } from "./picture-source.ts";
import type { EdgeRule, EdgeState, PictureEdge, TierPicture } from "./tier-picture.ts";

interface Piece {
  readonly tier: string;
  readonly direction: Direction;
  readonly peer: string;
  readonly state: EdgeState;
  readonly isOpenToWorld: boolean;
  readonly rule: EdgeRule;
}

const peerText = (peer: RulePeer): string => {
  if (peer.kind === "group") return peer.groupId;
  return peer.kind === "prefix-list" ? peer.prefixListId : peer.cidr;
};

/** Null for a reference that grants nothing: it is a finding, never a flow. */
const stateOf = (verdict: RuleVerdict["verdict"]): EdgeState | null => (verdict === "stale" ? null : verdict);

const rulePieces = (tier: string, rule: RuleVerdict): Piece[] => {
  const state = stateOf(rule.verdict);
  if (state === null || (state === "unmanaged" && rule.direction === "egress")) return [];
  return printServices(ruleServices(rule).possibly).map((service) => ({
    tier,
    direction: rule.direction,
    peer: peerText(rule.peer),
    state,
    isOpenToWorld: rule.openToWorld.length > 0,
    rule: { groupId: rule.groupId, ruleKey: rule.key, service },
  }));
};

const linePieces = (
  tier: string,
  direction: Direction,
  groupId: string,
  lines: readonly Line[],
  state: EdgeState,
): Piece[] =>
  lines.map(({ peer, service }) => ({
    tier,
    direction,
    peer,
    state,
    isOpenToWorld: false,
    rule: { groupId, ruleKey: null, service },
  }));

const findingPieces = (finding: Finding): Piece[] => {
  if (finding.kind === "missing")
    return linePieces(finding.tier, finding.direction, finding.groupId, finding.lines, "missing");
  if (finding.kind !== "unknown" || finding.subject !== "flows") return [];
  const { tier, direction, groupId, lines } = finding;
  return tier === null || direction === null
    ? []
    : linePieces(tier, direction, groupId ?? "", lines, "unknown");
};

const directionPieces = (tier: string, { rules }: DirectionDiff): Piece[] =>
  rules.flatMap((rule) => rulePieces(tier, rule));

/** `tcp/80` before `tcp/443`. */
const byPort = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

const edgesOf = (pieces: readonly Piece[], names: SourceNames): PictureEdge[] => {
  const byKey = new Map<string, PictureEdge>();
  for (const { tier, direction, peer, state, isOpenToWorld, rule } of pieces) {
    const source = sourceOf(peer, names);
    const key = `${tier}.${direction}.${source.kind}.${source.id}.${state}`;
    const edge = byKey.get(key);
    const rules = [...(edge?.rules ?? []), rule];
    byKey.set(key, {
      key,
      tier,
      direction,
      source,
      services: [...new Set([...(edge?.services ?? []), rule.service])].sort(byPort),
      state,
      isOpenToWorld: isOpenToWorld || edge?.isOpenToWorld === true,
      rules,
    });
  }
  return [...byKey.values()];
};

const isUnknown = (tier: TierDiff, findings: readonly Finding[]): boolean =>
  findings.some(
    (finding) =>
      finding.kind === "unknown" &&
      (finding.tier === null || finding.tier === tier.tier) &&
      (finding.subject === "rules" || finding.subject === "members"),
  );

/** `index` is of the observation that `diff` was made of; `named` says whose networks are whose. */
export const drawStack = (
  stack: Stack,
  diff: StackDiff,
  index: ObservationIndex,
  named: ReadonlyMap<string, NamedSource>,
): TierPicture => {
  const interfaces = new Map(index.observation.interfaces.map((item) => [item.interfaceId, item]));
  const pieces = [
    ...diff.tiers.flatMap(({ tier, ingress, egress }) => [
      ...directionPieces(tier, ingress),
      ...directionPieces(tier, egress),
    ]),
    ...diff.findings.flatMap(findingPieces),
  ];
  return {
    edges: edgesOf(pieces, sourceNames(stack, named, index)),
    tiers: diff.tiers.map((tier) => {
      const members = membersOf(tier, diff.findings, interfaces);
      return {
        name: tier.tier,
        role: tier.role,
        groups: tier.groupIds.map((groupId) => ({
          groupId,
          name: index.groups.get(groupId)?.name ?? null,
        })),
        members,
        doors: doorsOf(tier, members, stack, diff.tiers),
        faults: members.filter((member) => member.fault !== "none").length,
        isUnknown: isUnknown(tier, diff.findings),
      };
    }),
  };
};
