/** What addresses lack, target by target, of what they must always be able to do. */
import { type Bounds, exactly, subtractBounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { isEmptyFlows } from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { End } from "#lib/core/reach/end.ts";
import type { JudgedClass } from "#lib/core/reach/judge-targets.ts";
import { askedFlows, type Source } from "#lib/core/reach/source.ts";
import { askedFamilies, onlyFamilies } from "./asked-families.ts";

interface MissingAddresses {
  readonly target: End;
  /** Perhaps nothing surely. */
  readonly lacking: Bounds;
}

/** A network is taken literally; everybody outside has the families that the target has. */
const askedAt = (source: Source, services: ServiceSet, index: ObservationIndex) => {
  const asked = askedFlows(source, services);
  return (target: End): Bounds => {
    if (source.kind !== "outside") return exactly(asked);
    const { surely, possibly } = askedFamilies(target, index);
    return { surely: onlyFamilies(asked, surely), possibly: onlyFamilies(asked, possibly) };
  };
};

/** `classes`: the targets, those judged together alike. Only targets that lack something, or may. */
export const missingAddresses = (
  source: Source,
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): MissingAddresses[] => {
  const asked = askedAt(source, services, index);
  return classes.flatMap(({ ends, reach }) =>
    ends.flatMap((target) => {
      const lacking = subtractBounds(asked(target), reach.flows);
      return isEmptyFlows(lacking.possibly) ? [] : [{ target, lacking }];
    }),
  );
};
