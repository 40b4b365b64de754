/**
 * Targets judged so that what is found of a class holds at each of its targets. Whoever comes from outside meets the
 * same at all that carry the same groups; whoever is inside may be let out to one of them and not to the next.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { Holder } from "#lib/core/reach/callers.ts";
import type { End } from "#lib/core/reach/end.ts";
import { type JudgedClass, judgeTargets } from "#lib/core/reach/judge-targets.ts";
import { letOutTo } from "#lib/core/reach/let-out.ts";
import { FAMILIES, type Source } from "#lib/core/reach/source.ts";

const textOf = (services: ServiceSet): string => services.map(({ from, to }) => `${from}-${to}`).join();

/** Equal for two targets where each of these groups lets out to the one what it does to the other. */
const letOutKeys = (groupIds: Iterable<string>, services: ServiceSet, index: ObservationIndex) => {
  const holders = Array.from(
    new Set(groupIds),
    (groupId): Holder => ({ kind: "known", item: null, groupIds: [groupId] }),
  );
  return (target: End): string => {
    const letOut = letOutTo([target], services, index);
    return holders
      .flatMap((holder) => [...FAMILIES, null].map((family) => letOut([holder], family)))
      .map(({ surely, possibly }) => `${textOf(surely)}/${textOf(possibly)}`)
      .join(" ");
  };
};

/** Of an address, whoever is at home there may be the one that sends. */
const groupsOfSource = (source: Source, index: ObservationIndex): readonly string[] =>
  (source.kind === "ends" ? source.ends : index.observation.interfaces).flatMap(({ groupIds }) => groupIds);

export const judgeAlike = (
  source: Source,
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): JudgedClass[] => {
  const judged = (alike: readonly End[]) => judgeTargets(source, alike, services, index);
  if (source.kind === "outside") return judged(targets);
  // Some of everybody may carry groups that nobody has seen on an interface.
  if (source.kind === "anyone") return targets.flatMap((target) => judged([target]));
  const keyOf = letOutKeys(groupsOfSource(source, index), services, index);
  return [...groupedBy(targets, keyOf).values()].flatMap(judged);
};
