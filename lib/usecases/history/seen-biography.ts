import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import type { GroupVersion } from "#lib/core/group/rule-biography.ts";
import type { Database } from "../ports.ts";
import type { RuleDeed } from "../read/rule-deeds.ts";
import { type BiographyEvent, biographyEvent } from "./biography.ts";

/** When the last look before a moment ended; null when there was none. */
async function lookBefore(db: Database, scopeId: string, at: string): Promise<string | null> {
  const row = await db.observation.findFirst({
    where: { scopeId, digest: { not: null }, finishedAt: { lt: new Date(at) } },
    orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
    select: { finishedAt: true },
  });
  return row?.finishedAt?.toISOString() ?? null;
}

interface Seen {
  readonly at: string;
  readonly isThere: boolean;
  /** The descriptions of its copies: foreign text, sorted. */
  readonly said: string;
}

/** The rule in each readable version, where it differs from the one before. The first says how it began. */
const turns = (versions: readonly GroupVersion[], key: string): readonly Seen[] => {
  const seen: Seen[] = [];
  for (const { from, group } of versions.filter((version) => version.group.rulesKnown)) {
    const rule = canonicalRules(group.rules).find((each) => each.key === key);
    const said = [...new Set(rule?.copies.flatMap(({ description }) => description ?? []) ?? [])]
      .sort()
      .join("; ");
    const last = seen.at(-1);
    if (last === undefined || last.isThere !== (rule !== undefined) || last.said !== said)
      seen.push({ at: from, isThere: rule !== undefined, said });
  }
  const last = versions.at(-1);
  return last?.until == null ? seen : [...seen, { at: last.until, isThere: false, said: "" }];
};

const SLACK = 1_000;

/** The change behind what a look saw first: asked before that look ended, and done after the look before it. */
const behind = (
  deeds: readonly RuleDeed[],
  action: RuleDeed["action"],
  seenAt: string,
  before: string | null,
): RuleDeed | undefined =>
  deeds.findLast(
    (deed) =>
      deed.action === action &&
      deed.askedAt <= seenAt &&
      (before === null || Date.parse(deed.at) + SLACK >= Date.parse(before)),
  );

/**
 * What looks saw of one rule: when it came, was described otherwise, and went, each between two looks, and whether it
 * was asked for through Sallyport. `versions` oldest first.
 */
export async function seenEventsOf(
  db: Database,
  scopeId: string,
  versions: readonly GroupVersion[],
  key: string,
  deeds: readonly RuleDeed[],
): Promise<readonly BiographyEvent[]> {
  const events: BiographyEvent[] = [];
  const all = turns(versions, key);
  for (const [place, turn] of all.entries()) {
    const last = all[place - 1];
    if (!turn.isThere && (last === undefined || !last.isThere)) continue;
    const before = await lookBefore(db, scopeId, turn.at);
    const isFirst = last === undefined && turn.at === versions[0]?.from;
    const moved = turn.isThere !== (last?.isThere ?? false);
    const deed = moved ? behind(deeds, turn.isThere ? "authorize" : "revoke", turn.at, before) : undefined;
    events.push(
      biographyEvent({
        at: turn.at,
        kind: "seen",
        what: !moved
          ? "was seen with other words"
          : turn.isThere
            ? isFirst && before === null
              ? "was there already at the first look"
              : isFirst
                ? "was there when its group was first seen"
                : "was first seen on EC2"
            : "was gone from EC2",
        said: turn.isThere && turn.said !== "" ? turn.said : null,
        changeNumber: deed?.changeNumber ?? null,
        lookBefore: before,
        isOutside: moved && deed === undefined,
      }),
    );
  }
  return events;
}
