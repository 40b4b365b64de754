import type { Database } from "../ports.ts";

export interface ModelEvent {
  readonly kind: "model";
  /** ISO 8601 UTC. */
  readonly at: string;
  /** `pattern`, `bindings`, `standing sources`, `team`, `VPC`, `text`, `taken into use`, `taken out of use`. */
  readonly what: readonly string[];
}

/** What was decided otherwise about a stack in a span of time. In no order. How it began is no event. */
export async function modelEvents(
  db: Database,
  stackId: string,
  from: Date,
  until: Date,
): Promise<readonly ModelEvent[]> {
  const versions = await db.stackVersion.findMany({ where: { stackId }, orderBy: { validFrom: "asc" } });
  return versions.slice(1).flatMap((version, place): ModelEvent[] => {
    const before = versions[place];
    if (before === undefined || version.validFrom < from || version.validFrom > until) return [];
    const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
    const what = [
      ...(version.inUse === before.inUse ? [] : [version.inUse ? "taken into use" : "taken out of use"]),
      ...(version.patternId === before.patternId ? [] : ["pattern"]),
      ...(differ(version.bindings, before.bindings) ? ["bindings"] : []),
      ...(differ(version.standing, before.standing) ? ["standing sources"] : []),
      ...(version.teamId === before.teamId ? [] : ["team"]),
      ...(version.vpcId === before.vpcId ? [] : ["VPC"]),
    ];
    return [
      { kind: "model", at: version.validFrom.toISOString(), what: what.length === 0 ? ["text"] : what },
    ];
  });
}
