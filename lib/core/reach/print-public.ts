/** Flows of public addresses as lines: what all of them may use is said of the whole family, private networks or not. */
import { lastAddress } from "#lib/core/net/address.ts";
import { type FlowLine, printFlows } from "#lib/core/net/flow-line.ts";
import { type FlowSet, flowsWithRanges, subtractFlows, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { servicesOfEvery } from "#lib/core/net/restrict-flows.ts";
import { ALL_SERVICES, intersectServices } from "#lib/core/net/service-set.ts";
import { FAMILIES, type Ranges } from "./source.ts";

/** `ranges`: the public addresses that were asked about. */
export const printPublic = (set: FlowSet, ranges: Ranges): FlowLine[] => {
  const fill = FAMILIES.map((family) => {
    const open = ranges[family]
      .map((range) => servicesOfEvery(set, family, range))
      .reduce(intersectServices, ALL_SERVICES);
    return subtractFlows(
      flowsWithRanges(family, [{ from: 0n, to: lastAddress(family) }], open),
      flowsWithRanges(family, ranges[family], open),
    );
  });
  return printFlows(unionAllFlows([set, ...fill]));
};
