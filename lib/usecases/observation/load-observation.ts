import {
  OBSERVED_PARTS,
  type Observation,
  type ObservedPart,
  type PartStatus,
} from "#lib/core/group/observation.ts";
import type { ItemOfPart } from "./estate-reader.ts";
import type { KnownItem, ObservationStore, Parts } from "./observation-store.ts";

const NEVER: PartStatus = { complete: false, asOf: null, problem: "Never read yet." };

/** The parts of a scope that nobody has looked at yet. */
export const neverRead = (): Parts => ({
  vpcs: NEVER,
  subnets: NEVER,
  peerings: NEVER,
  groups: NEVER,
  interfaces: NEVER,
  instances: NEVER,
  prefixLists: NEVER,
});

/**
 * What EC2 said about a scope: as of now, or as it was known at `at`. Null when there is no such scope, or no look
 * had finished by then. Parts that could not be read stand there as last read, and say so in `parts`.
 */
export async function loadObservation(
  deps: { readonly observations: ObservationStore },
  scopeId: string,
  at?: Date,
): Promise<Observation | null> {
  const [scope, finished] = await Promise.all([
    deps.observations.findScope(scopeId),
    deps.observations.findFinished(scopeId, at),
  ]);
  if (scope === null || finished === null) return null;
  const items = await deps.observations.listItems(scopeId, at);
  return {
    accountId: scope.accountId,
    region: scope.region,
    takenAt: finished.startedAt.toISOString(),
    parts: finished.parts,
    ...groupByPart(items),
  };
}

function groupByPart(items: readonly KnownItem[]): { [Part in ObservedPart]: ItemOfPart[Part][] } {
  const byPart = Object.fromEntries(OBSERVED_PARTS.map((part) => [part, [] as unknown[]]));
  for (const item of items) byPart[item.kind]?.push(JSON.parse(item.body));
  // The bodies are this module's own writing (record-observation), of exactly these shapes.
  return byPart as { [Part in ObservedPart]: ItemOfPart[Part][] };
}
