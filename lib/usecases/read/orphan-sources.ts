import { doorOf } from "#lib/core/plan/last-source.ts";
import type { Database } from "../ports.ts";
import { lastFindingsByScope } from "./known-observation.ts";
import { stackModels } from "./stack-model.ts";

/** A source that is open on a stack's door though no grant and no standing source says so: nobody owns it. */
export interface OrphanSource {
  readonly stackName: string;
  readonly findingId: string;
  readonly groupId: string;
  /** CIDRs or group ids with the service each has, printed. */
  readonly lines: readonly { readonly peer: string; readonly service: string }[];
  /** Part of what the rule opens is meant. */
  readonly partly: boolean;
}

/**
 * Of every stack in use, or of one, now or as of `at`; the caller has checked that the actor may read.
 */
export async function orphanSources(
  db: Database,
  stackName?: string,
  at?: Date,
): Promise<readonly OrphanSource[]> {
  const orphans: OrphanSource[] = [];
  const models = await stackModels(db, stackName, at);
  const known = await lastFindingsByScope(db, models, at);
  for (const model of models) {
    const door = doorOf(model.stack)?.tier.name;
    for (const finding of known.get(model.scopeId)?.of(model.stack).findings ?? []) {
      if (finding.kind !== "extra" && finding.kind !== "too-wide") continue;
      if (finding.tier !== door || finding.direction !== "ingress") continue;
      orphans.push({
        stackName: model.stack.name,
        findingId: finding.id,
        groupId: finding.groupId,
        lines: finding.lines.map(({ peer, service }) => ({ peer, service })),
        partly: finding.kind === "too-wide",
      });
    }
  }
  return orphans;
}
