/**
 * Targets judged so that what is found of a class holds at each of its targets. Whoever comes from outside meets the
 * same at all that carry the same groups; whoever is inside may be let out to one of them and not to the next.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { End } from "#lib/core/reach/end.ts";
import { type JudgedClass, judgeTargets } from "#lib/core/reach/judge-targets.ts";
import type { Source } from "#lib/core/reach/source.ts";

export const judgeAlike = (
  source: Source,
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): JudgedClass[] =>
  source.kind === "outside"
    ? judgeTargets(source, targets, services, index)
    : targets.flatMap((target) => judgeTargets(source, [target], services, index));
