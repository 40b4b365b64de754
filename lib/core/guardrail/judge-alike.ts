/**
 * Targets judged so that what is found of a class holds at each of its targets. Whoever comes from outside meets the
 * same at all that carry the same groups; whoever is inside may be let out to one of them and not to the next.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { End } from "#lib/core/reach/end.ts";
import { type JudgedClass, judgeTargets } from "#lib/core/reach/judge-targets.ts";
import { letOutTo } from "#lib/core/reach/let-out.ts";
import { FAMILIES, type Source } from "#lib/core/reach/source.ts";

const textOf = (services: ServiceSet): string => services.map(({ from, to }) => `${from}-${to}`).join();

/** Equal for two targets where every source is let out to the one for what it is to the other. */
const letOutKeys = (sources: readonly End[], services: ServiceSet, index: ObservationIndex) => {
  const kinds = groupedBy(sources, ({ kind, groupIds }) => `${kind} ${groupIds.join(" ")}`);
  const distinct = [...kinds.values()].flatMap(([first]) => first ?? []);
  return (target: End): string => {
    const letOut = letOutTo([target], services, index);
    return distinct
      .flatMap((source) => [...FAMILIES, null].map((family) => letOut([source], family)))
      .map(({ surely, possibly }) => `${textOf(surely)}/${textOf(possibly)}`)
      .join(" ");
  };
};

export const judgeAlike = (
  source: Source,
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): JudgedClass[] => {
  const judged = (alike: readonly End[]) => judgeTargets(source, alike, services, index);
  if (source.kind === "outside") return judged(targets);
  // Any address may be the home of other groups: too many ways of being let out to compare.
  if (source.kind !== "ends") return targets.flatMap((target) => judged([target]));
  return [...groupedBy(targets, letOutKeys(source.ends, services, index)).values()].flatMap(judged);
};
