import { OBSERVED_PARTS, type ObservedPart, type PartStatus } from "#lib/core/group/observation.ts";
import { canonicalJson, contentHash } from "./canonical-content.ts";
import type { EstateReading, ObservationProgress } from "./estate-reader.ts";
import { itemId } from "./item-key.ts";
import { neverRead } from "./load-observation.ts";
import type {
  FinishedObservation,
  KnownItem,
  ObservationOutcome,
  ObservationStore,
} from "./observation-store.ts";

const keyOf = (item: Pick<KnownItem, "kind" | "itemId">): string => `${item.kind}/${item.itemId}`;

function knownItem(kind: ObservedPart, id: string, content: unknown): KnownItem {
  const body = canonicalJson(content);
  return { kind, itemId: id, body, hash: contentHash(body) };
}

function itemsRead<Part extends ObservedPart>(reading: EstateReading, part: Part): readonly KnownItem[] {
  return reading[part].items.map((item) => knownItem(part, itemId(part, item), item));
}

/**
 * A group that was not read this time keeps its last rules to look at, but they are no longer known. Any other thing
 * stays as it was, with the time of its part.
 */
const asUnread = (item: KnownItem): KnownItem =>
  item.kind === "groups"
    ? knownItem(item.kind, item.itemId, { ...JSON.parse(item.body), rulesKnown: false })
    : item;

/** A group whose rules page failed has none to show: the last ones known, if any, stay to look at. */
function withLastRules(item: KnownItem, before: KnownItem | undefined): KnownItem {
  if (item.kind !== "groups" || before === undefined) return item;
  const group = JSON.parse(item.body);
  if (group.rulesKnown) return item;
  return knownItem(item.kind, item.itemId, { ...group, rules: JSON.parse(before.body).rules });
}

/** What a reading makes of what was known: pure, so that the store can run it inside its transaction. */
export function decideOutcome(
  reading: EstateReading,
  progress: ObservationProgress,
  startedAt: Date,
  known: readonly KnownItem[],
  previous: FinishedObservation | null,
): ObservationOutcome {
  const before = new Map(known.map((item) => [keyOf(item), item]));
  const after = new Map<string, KnownItem>();
  for (const part of OBSERVED_PARTS) {
    for (const item of itemsRead(reading, part))
      after.set(keyOf(item), withLastRules(item, before.get(keyOf(item))));
  }
  const gone: KnownItem[] = [];
  for (const item of known) {
    if (after.has(keyOf(item))) continue;
    if (reading[item.kind].complete) gone.push(item);
    else after.set(keyOf(item), asUnread(item));
  }
  const lastParts = previous?.parts ?? neverRead();
  const status = (part: ObservedPart): PartStatus => {
    const { complete, problem } = reading[part];
    return complete
      ? { complete, asOf: startedAt.toISOString(), problem: null }
      : { complete, asOf: lastParts[part].asOf, problem };
  };
  const unread = OBSERVED_PARTS.filter((part) => !reading[part].complete);
  return {
    state: unread.length === 0 ? "complete" : unread.length < OBSERVED_PARTS.length ? "partial" : "failed",
    parts: {
      vpcs: status("vpcs"),
      subnets: status("subnets"),
      peerings: status("peerings"),
      groups: status("groups"),
      interfaces: status("interfaces"),
      instances: status("instances"),
      prefixLists: status("prefixLists"),
    },
    progress,
    digest: digestOf([...after.values()]),
    problem: reading[unread[0] ?? "vpcs"].problem,
    changed: [...after.values()].filter((item) => before.get(keyOf(item))?.hash !== item.hash),
    gone,
  };
}

/** SHA-256 over the sorted (kind, id, content hash) of everything known. */
function digestOf(items: readonly KnownItem[]): string {
  return contentHash(
    canonicalJson(items.map((item) => [item.kind, item.itemId, item.hash].join(" ")).sort()),
  );
}

/**
 * Writes one look at a scope. Content is stored by its hash, so that nothing changed writes nothing but the look
 * itself; what was not read is kept, never taken for deleted. False when a later look was quicker.
 */
export function recordObservation(
  deps: { readonly observations: ObservationStore },
  look: { readonly scopeId: string; readonly id: bigint; readonly startedAt: Date },
  reading: EstateReading,
  progress: ObservationProgress,
): Promise<boolean> {
  return deps.observations.finish(look.scopeId, look.id, (known, previous) =>
    decideOutcome(reading, progress, look.startedAt, known, previous),
  );
}
