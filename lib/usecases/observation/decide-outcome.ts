import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { OBSERVED_PARTS, type ObservedPart, type PartStatus } from "#lib/core/group/observation.ts";
import type { EstateReading, PartReadings } from "./estate-reader.ts";
import { itemId } from "./item-key.ts";
import { contentHash, type KnownItem, knownItem, type RememberedItem } from "./known-item.ts";
import type { FinishedObservation, Parts } from "./observation-rows.ts";

/** What one look makes of what was known. */
export interface ObservationOutcome {
  readonly state: "complete" | "partial" | "failed";
  readonly parts: Parts;
  /** SHA-256 over the sorted (kind, id, content hash) of everything now known. */
  readonly digest: string;
  readonly problem: string | null;
  /** Things whose content is new; their former content, if any, ends with this look. */
  readonly changed: readonly KnownItem[];
  /** Things that are no longer there. */
  readonly gone: readonly RememberedItem[];
}

type ItemKey = Pick<KnownItem, "kind" | "itemId" | "hash">;

/** Kinds whose former content says something about what could not be read this time. */
export const kindsToRemember = ({ groups, prefixLists }: EstateReading): readonly ObservedPart[] => [
  ...(groups.complete && groups.items.every(({ rulesKnown }) => rulesKnown) ? [] : (["groups"] as const)),
  ...(prefixLists.complete ? [] : (["prefixLists"] as const)),
];

const formerContent = ({ kind, itemId: id, body }: RememberedItem) => {
  if (body === null) throw new Error(`What was known of ${kind} ${id} was not read back.`);
  return JSON.parse(body);
};

const keyOf = (item: ItemKey): string => `${item.kind}/${item.itemId}`;

function itemsRead<Part extends ObservedPart>(reading: PartReadings, part: Part): readonly KnownItem[] {
  return reading[part].items.map((item) => knownItem(part, itemId(part, item), item));
}

/**
 * What was not read this time stays as it was, with the time of its part. Two kinds say of themselves that they are
 * not known: a group keeps its last rules to look at, and a prefix list may cover anything by now.
 */
function asUnread(item: RememberedItem): KnownItem | RememberedItem {
  const { kind } = item;
  if (kind === "groups") return knownItem(kind, item.itemId, { ...formerContent(item), rulesKnown: false });
  if (kind === "prefixLists") return knownItem(kind, item.itemId, { ...formerContent(item), entries: null });
  return item;
}

/** A group whose rules page failed has none to show: the last ones known, if any, stay to look at. */
function withLastRules(item: KnownItem, before: RememberedItem | undefined): KnownItem {
  if (item.kind !== "groups" || before === undefined) return item;
  const group = JSON.parse(item.body);
  if (group.rulesKnown) return item;
  return knownItem(item.kind, item.itemId, { ...group, rules: formerContent(before).rules });
}

/** Only what a complete reading lacks is gone; what was not read is kept, never taken for deleted. */
export function decideOutcome(
  reading: EstateReading,
  startedAt: Date,
  known: readonly RememberedItem[],
  previous: FinishedObservation | null,
): ObservationOutcome {
  const before = new Map(known.map((item) => [keyOf(item), item]));
  const after = new Map<string, KnownItem | RememberedItem>();
  for (const part of OBSERVED_PARTS) {
    for (const item of itemsRead(reading, part)) {
      after.set(keyOf(item), withLastRules(item, before.get(keyOf(item))));
    }
  }
  const gone: RememberedItem[] = [];
  for (const item of known) {
    if (after.has(keyOf(item))) continue;
    if (reading[item.kind].complete) gone.push(item);
    else after.set(keyOf(item), asUnread(item));
  }
  const unread = OBSERVED_PARTS.filter((part) => !reading[part].complete);
  const digest = [...after.values()].map((item) => [item.kind, item.itemId, item.hash].join(" ")).sort();
  return {
    state: unread.length === 0 ? "complete" : unread.length < OBSERVED_PARTS.length ? "partial" : "failed",
    parts: statuses(reading, startedAt, previous),
    digest: contentHash(canonicalJson(digest)),
    problem: reading[unread[0] ?? "vpcs"].problem,
    changed: [...after.values()].filter(
      (item): item is KnownItem => before.get(keyOf(item))?.hash !== item.hash && item.body !== null,
    ),
    gone,
  };
}

function statuses(reading: EstateReading, startedAt: Date, previous: FinishedObservation | null): Parts {
  const status = (part: ObservedPart): PartStatus => {
    const { complete, problem } = reading[part];
    if (complete) return { complete, asOf: startedAt.toISOString(), problem: null };
    return { complete, asOf: previous?.parts[part].asOf ?? null, problem };
  };
  return {
    vpcs: status("vpcs"),
    subnets: status("subnets"),
    peerings: status("peerings"),
    groups: status("groups"),
    interfaces: status("interfaces"),
    instances: status("instances"),
    prefixLists: status("prefixLists"),
  };
}
