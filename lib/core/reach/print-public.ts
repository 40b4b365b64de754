/** Flows of public addresses as lines: what all of them may use is said of the whole family, private networks or not. */
import { type FlowLine, printFlows } from "#lib/core/net/flow-line.ts";
import { type FlowSet, flowsWithRanges, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { servicesOfEvery } from "#lib/core/net/restrict-flows.ts";
import { ALL_SERVICES, intersectServices } from "#lib/core/net/service-set.ts";
import { privateRanges, publicRanges } from "#lib/core/net/world.ts";
import { FAMILIES } from "./source.ts";

export const printPublic = (set: FlowSet): FlowLine[] => {
  const fill = FAMILIES.map((family) => {
    const open = publicRanges(family)
      .map((range) => servicesOfEvery(set, family, range))
      .reduce(intersectServices, ALL_SERVICES);
    return flowsWithRanges(family, privateRanges(family), open);
  });
  return printFlows(unionAllFlows([set, ...fill]));
};
