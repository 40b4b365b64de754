/**
 * Which groups make one application. Groups that call each other belong together, except where their words tell
 * them apart; a group that two applications call, and that neither has of its own, is shared.
 */
import { cutBridges } from "./bridges.ts";
import type { Cluster } from "./cluster.ts";
import type { Part } from "./duty.ts";
import type { Link, LinkMap } from "./links.ts";
import { piecesOf } from "./neighbours.ts";
import { splitAtStores } from "./split-at-stores.ts";
import { splitByWords } from "./split-by-words.ts";
import type { Words } from "./words.ts";

export interface Application {
  /** Sorted; a shared group stands in several applications. */
  readonly groupIds: readonly string[];
  /** Links inside. */
  readonly links: readonly Link[];
  /** Links to or from other applications that are nobody's business: their rules are called out. */
  readonly cut: readonly Link[];
  /** Members that no link ties to it, only words. */
  readonly byWords: ReadonlySet<string>;
}

/** Groups that nothing links go to the one application whose words they share. */
const joinByWords = (alone: readonly string[], made: readonly Application[], words: Words): Application[] => {
  const joined = new Map<Application, string[]>();
  for (const id of alone.filter(words.speaks)) {
    const fitting = made.filter((application) => {
      const speaking = application.groupIds.filter(words.speaks);
      const same = speaking.filter((other) => words.affinity(id, other) === "same").length;
      return same > 0 && same * 2 >= speaking.length;
    });
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) joined.set(only, [...(joined.get(only) ?? []), id]);
  }
  return made.map((application) => {
    const ids = joined.get(application) ?? [];
    return { ...application, groupIds: [...application.groupIds, ...ids].sort(), byWords: new Set(ids) };
  });
};

const applicationOf = ({ own, shared }: Cluster, links: readonly Link[]): Application => {
  const all = new Set([...own, ...shared]);
  return {
    groupIds: [...all].sort(),
    links: links.filter((link) => all.has(link.from) && all.has(link.to)),
    // What others do with a shared group is their business.
    cut: links.filter(
      (link) => all.has(link.from) !== all.has(link.to) && (own.has(link.from) || own.has(link.to)),
    ),
    byWords: new Set(),
  };
};

const clustersOf = (
  piece: readonly string[],
  links: readonly Link[],
  parts: ReadonlyMap<string, Part>,
  words: Words,
): Cluster[] => {
  const clusters = splitByWords(piece, links, parts, words);
  if (clusters.length > 1) return clusters;
  return clusters
    .flatMap((cluster) => splitAtStores(cluster, links, parts, words))
    .flatMap((cluster) => cutBridges(cluster, links, parts));
};

/** The applications of one VPC: at least two groups each, and a rule that names one of them. */
export const applicationsOf = (
  parts: ReadonlyMap<string, Part>,
  links: LinkMap,
  words: Words,
): Application[] => {
  const inside = links.all.filter(
    (link) => !link.isAdministrative && parts.has(link.from) && parts.has(link.to),
  );
  const groupIds = [...parts.keys()].sort();
  const made = piecesOf(groupIds, inside)
    .filter((piece) => piece.length > 1)
    .flatMap((piece) => {
      const members = new Set(piece);
      const own = inside.filter((link) => members.has(link.from));
      return clustersOf(piece, own, parts, words).map((cluster) => applicationOf(cluster, own));
    });
  const taken = new Set(made.flatMap((application) => application.groupIds));
  return joinByWords(
    groupIds.filter((id) => !taken.has(id)),
    made.filter(
      ({ groupIds: ids, links: own }) => ids.length > 1 && own.some(({ via }) => via === "reference"),
    ),
    words,
  );
};
