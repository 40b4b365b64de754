/** What stands behind one edge of the picture: the rules and findings it is drawn from. */
import type { ShownFinding, ShownRule, ShownTierRules } from "#components/stack/shown-stack-facts.ts";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

export const rulesOfEdge = (edge: PictureEdge, tiers: readonly ShownTierRules[]): readonly ShownRule[] => {
  const wanted = new Set(edge.rules.map(({ groupId, ruleKey }) => `${groupId} ${ruleKey}`));
  return tiers.flatMap(({ rules }) => rules.filter((rule) => wanted.has(rule.id)));
};

export const findingsOfEdge = (
  edge: PictureEdge,
  findings: readonly ShownFinding[],
): readonly ShownFinding[] => {
  const wanted = new Set(edge.rules.map(({ groupId, ruleKey }) => `${groupId} ${ruleKey}`));
  return findings.filter(({ finding }) => {
    if ("ruleKey" in finding && finding.ruleKey !== null)
      return wanted.has(`${finding.groupId} ${finding.ruleKey}`);
    if (edge.state !== "missing" || finding.kind !== "missing") return false;
    const isHere = finding.tier === edge.tier && finding.direction === edge.direction;
    return (
      isHere &&
      edge.rules.some(
        ({ groupId, service }) =>
          finding.groupId === groupId && finding.lines.some((line) => line.service === service),
      )
    );
  });
};

/** What to call the groups and prefix lists that rules name, by id. */
export const namesOfPeers = (tiers: readonly ShownTierRules[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    tiers.flatMap(({ rules }) =>
      rules.flatMap(({ peer, peerName }): [string, string][] =>
        peerName === null ? [] : [[peer, peerName]],
      ),
    ),
  );
