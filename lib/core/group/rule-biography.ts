/** The life of each rule of a group, told from every version of the group that was ever observed. */
import { canonicalRules } from "./canonical-rule.ts";
import type { ObservedGroup } from "./observation.ts";

/** One version of a group and the span in which it was so; ISO 8601, `until` null while it still is. */
export interface GroupVersion {
  readonly from: string;
  readonly until: string | null;
  readonly group: ObservedGroup;
}

export interface RuleLife {
  readonly key: string;
  /** Spans in which the rule stood, oldest first. */
  readonly spans: readonly { readonly from: string; readonly until: string | null }[];
  /** It was there at the very first look, so it is at least that old. */
  readonly isOlder: boolean;
  readonly descriptions: readonly string[];
}

/**
 * The versions whose rules were read. One whose rules were not read says nothing, so what was read before stands on
 * through it, as long as the group itself was there without a break.
 */
const readableVersions = (versions: readonly GroupVersion[]): readonly GroupVersion[] => {
  const readable: GroupVersion[] = [];
  for (const version of versions) {
    const last = readable.at(-1);
    if (version.group.rulesKnown) readable.push(version);
    else if (last?.until === version.from) readable.splice(-1, 1, { ...last, until: version.until });
  }
  return readable;
};

/** By rule key. `versions` oldest first. */
export const ruleBiography = (versions: readonly GroupVersion[]): ReadonlyMap<string, RuleLife> => {
  const lives = new Map<string, RuleLife>();
  const readable = readableVersions(versions);
  const first = readable[0]?.from;
  for (const { from, until, group } of readable) {
    for (const rule of canonicalRules(group.rules)) {
      const life = lives.get(rule.key);
      const last = life?.spans.at(-1);
      const isSame = last !== undefined && last.until === from;
      const earlier = life === undefined ? [] : isSame ? life.spans.slice(0, -1) : life.spans;
      const said = rule.copies.flatMap((copy) => copy.description ?? []);
      lives.set(rule.key, {
        key: rule.key,
        spans: [...earlier, { from: isSame ? last.from : from, until }],
        isOlder: life?.isOlder ?? from === first,
        descriptions: [...new Set([...(life?.descriptions ?? []), ...said])],
      });
    }
  }
  return lives;
};
