/** What addresses lack, target by target, of what they must always be able to do. */
import { type Bounds, subtractBounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import { isEmptyFlows } from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { End } from "#lib/core/reach/end.ts";
import type { JudgedClass } from "#lib/core/reach/judge-targets.ts";
import { askedFlows, FAMILIES, type Source } from "#lib/core/reach/source.ts";
import { type AskedFamilies, askedFamilies, onlyFamilies } from "./asked-families.ts";

interface MissingAddresses {
  readonly target: End;
  /** Perhaps nothing surely. */
  readonly lacking: Bounds;
}

/** A network is taken literally; everybody outside has the families that the target has. */
const familiesAt = (source: Source, target: End, index: ObservationIndex): AskedFamilies =>
  source.kind === "outside" ? askedFamilies(target, index) : { surely: FAMILIES, possibly: FAMILIES };

/** `classes`: the targets, those judged together alike. Only targets that lack something, or may. */
export const missingAddresses = (
  source: Source,
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): MissingAddresses[] => {
  const asked = askedFlows(source, services);
  return classes.flatMap(({ ends, reach }) => {
    const askedAlike = groupedBy(ends, (target) => JSON.stringify(familiesAt(source, target, index)));
    return [...askedAlike.values()].flatMap((targets) => {
      const [first] = targets;
      if (first === undefined) return [];
      const { surely, possibly } = familiesAt(source, first, index);
      const bounds = { surely: onlyFamilies(asked, surely), possibly: onlyFamilies(asked, possibly) };
      const lacking = subtractBounds(bounds, reach.flows);
      return isEmptyFlows(lacking.possibly) ? [] : targets.map((target) => ({ target, lacking }));
    });
  });
};
