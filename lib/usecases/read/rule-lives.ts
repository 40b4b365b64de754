/** What is known about the life of each rule of a stack's groups: since when, by whom, with which words. */
import type { Finding } from "#lib/core/diff/finding.ts";
import { type RuleLife, ruleBiography } from "#lib/core/group/rule-biography.ts";
import type { Database } from "../ports.ts";
import { groupVersions } from "./group-versions.ts";
import { deedBehind, type RuleDeed, type RuleDeeds, ruleDeeds } from "./rule-deeds.ts";
import type { StackModel } from "./stack-model.ts";

export interface Since {
  /** ISO 8601. */
  readonly at: string;
  /** It was so at the very first look already: at least that long. */
  readonly isOlder: boolean;
}

export interface RuleLives {
  readonly lives: ReadonlyMap<string, ReadonlyMap<string, RuleLife>>;
  readonly deeds: RuleDeeds;
}

export const groupIdsOf = (model: StackModel): readonly string[] => [
  ...new Set(
    model.stack.bindings.flatMap(({ primaryGroupId, otherGroupIds }) => [primaryGroupId, ...otherGroupIds]),
  ),
];

/** As of now, or of `at`. */
export async function ruleLives(db: Database, model: StackModel, at?: Date): Promise<RuleLives> {
  const versions = await groupVersions(db, model.scopeId, groupIdsOf(model), at);
  return {
    lives: new Map([...versions].map(([groupId, list]) => [groupId, ruleBiography(list)])),
    deeds: await ruleDeeds(db, model.id, at),
  };
}

/** Since when a rule stands without a break. */
export const sinceOfRule = (lives: RuleLives, groupId: string, key: string): Since | null => {
  const life = lives.lives.get(groupId)?.get(key);
  const last = life?.spans.at(-1);
  if (life === undefined || last === undefined) return null;
  return { at: last.from, isOlder: life.isOlder && life.spans.length === 1 };
};

/** The change that made a rule as it stands now; null when it did not come through Sallyport. */
export const makerOfRule = (lives: RuleLives, groupId: string, key: string): RuleDeed | null => {
  const since = sinceOfRule(lives, groupId, key);
  return since === null ? null : deedBehind(lives.deeds, `${groupId} ${key}`, "authorize", since.at);
};

/** Since when a flow is missing: when the last rule of just these properties went. Null when there never was one. */
const sinceMissing = (lives: RuleLives, finding: Extract<Finding, { kind: "missing" }>): Since | null => {
  const ends = finding.lines.flatMap(({ peer, service }) => {
    const match = /^(tcp|udp)\/(\d+)(?:-(\d+))?$/.exec(service);
    if (match === null) return [];
    const [, protocol, from, to = from] = match;
    const key = `${finding.direction} ${protocol} ${from}:${to} ${peer}`;
    return lives.lives.get(finding.groupId)?.get(key)?.spans.at(-1)?.until ?? [];
  });
  const latest = ends.sort().at(-1);
  return latest === undefined ? null : { at: latest, isOlder: false };
};

export const sinceOfFinding = (lives: RuleLives, finding: Finding): Since | null => {
  if (finding.kind === "missing") return sinceMissing(lives, finding);
  if ("ruleKey" in finding && finding.ruleKey !== null && finding.groupId !== null)
    return sinceOfRule(lives, finding.groupId, finding.ruleKey);
  return null;
};
