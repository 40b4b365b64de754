/** What groups let in, by their own rules, from networks other than those that `sources within` names. */
import { type Bounds, exactly } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type FlowSet, flowsWithCidrs, subtractFlows } from "#lib/core/net/flow-set.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import { ALL_SERVICES } from "#lib/core/net/service-set.ts";
import { flowsOfGroups } from "#lib/core/reach/end.ts";
import type { Guardrail } from "#lib/core/tier/pattern.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";

export type SourcesWithin = Extract<Guardrail, { kind: "sources-within" }>;

export const beyondSources = (
  guardrail: SourcesWithin,
  groupIds: readonly string[],
  index: ObservationIndex,
): Bounds => {
  const services = servicesOfGuardrail(guardrail);
  const within = flowsWithCidrs(
    guardrail.cidrs.flatMap((text) => {
      const cidr = canonicaliseCidr(text);
      return cidr.ok ? [cidr.value] : [];
    }),
    ALL_SERVICES,
  );
  const outside = (set: FlowSet): FlowSet =>
    subtractFlows({ ...onlyServices(set, services), groups: [] }, within);
  const { surely, possibly } = flowsOfGroups(groupIds, "ingress", services, index);
  return surely === possibly
    ? exactly(outside(surely))
    : { surely: outside(surely), possibly: outside(possibly) };
};
